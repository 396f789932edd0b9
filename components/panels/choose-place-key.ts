import type { MessageKey } from '@/components/ui/i18n/message-key'
import type { ParticipantView } from '@/lib/browser/store/state'

/** Where somebody is, as a text says it. */
export function choosePlaceKey(person: Pick<ParticipantView, 'isAway' | 'isInCall'>): MessageKey {
  if (person.isAway) return 'lobby.away'
  return person.isInCall ? 'lobby.inCall' : 'lobby.inLobby'
}
