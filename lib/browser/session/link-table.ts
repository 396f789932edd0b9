import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { AudioLevels } from './audio-levels'
import type { LinkEntry } from './link-entry'
import type { LinkFacts } from './reconcile'
import type { LinkViews } from './views'

/** The entries of the links that there are, one a participant, and what can be read off them all. */
export class LinkTable extends Map<ParticipantId, LinkEntry> {
  /** What the room is compared with. */
  facts(): LinkFacts[] {
    return [...this.values()].map(({ participantId, callOrder, snapshot }) => ({
      participantId,
      callOrder,
      isAlive: snapshot.state === 'connected',
    }))
  }

  /** What is shown of each. */
  views(): LinkViews {
    return new Map(
      [...this].map(([id, { link, snapshot, safetyCode, quality }]) => [
        id,
        { ...snapshot, linkId: link.id, safetyCode, quality },
      ]),
    )
  }

  /** How loud everybody linked is just now. */
  readAudioLevels(): AudioLevels {
    return new Map([...this].map(([id, { link }]) => [id, link.readAudioLevel()]))
  }

  entryOf(link: PeerLink): LinkEntry | undefined {
    return [...this.values()].find((entry) => entry.link === link)
  }
}
