'use client'

import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'
import { RemovePerson } from './remove-person'

/** What a host may do with somebody. */
export function PersonControls({ person, name }: { person: ParticipantView; name: string }) {
  const t = useTranslator()
  const { muteParticipant, setHost, lowerHand } = useCallActions()
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        className="button-small"
        aria-label={t(person.isMuted ? 'people.unmuteName' : 'people.muteName', { name })}
        onClick={() => muteParticipant(person.id, !person.isMuted)}
      >
        {person.isMuted ? t('people.unmute') : t('people.mute')}
      </Button>
      <Button
        className="button-small"
        aria-label={t(person.isHost ? 'people.endHostName' : 'people.makeHostName', { name })}
        onClick={() => setHost(person.id, !person.isHost)}
      >
        {person.isHost ? t('people.endHost') : t('people.makeHost')}
      </Button>
      {person.handRaisedAt !== null && (
        <Button
          className="button-small"
          aria-label={t('hand.lowerName', { name })}
          onClick={() => lowerHand(person.id)}
        >
          {t('hand.lower')}
        </Button>
      )}
      <RemovePerson id={person.id} name={name} />
    </div>
  )
}
