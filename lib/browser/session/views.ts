import type { PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { LinkQuality } from '@/lib/browser/quality/link-quality'
import type { LinkStatus, Notice, OfferView, ParticipantView } from '@/lib/browser/store/state'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { OpenedParticipant } from './opened-facts'
import type { Profiles } from './profiles'
import type { RoomView } from './room-view'

/** How each link is, which one it is, its safety code where it has one, and its quality once it has been looked at. */
export type LinkViews = ReadonlyMap<
  ParticipantId,
  PeerLinkSnapshot & {
    readonly linkId: string
    readonly safetyCode: readonly number[] | null
    readonly quality: LinkQuality | null
  }
>

export interface ViewInput {
  readonly view: RoomView
  readonly selfId: ParticipantId
  readonly profiles: Profiles
  readonly links: LinkViews
}

/**
 * The others as the interface shows them, those included whom the server has lost while their link lives. Who has never been readable
 * is not shown: they have not the room's key, whatever the server says of them.
 */
export function selectParticipantViews({ view, selfId, profiles, links }: ViewInput): ParticipantView[] {
  const lostByServer = [...links.keys()].filter((id) => !view.participants.has(id))
  return [...view.participants.keys(), ...lostByServer]
    .filter((id) => id !== selfId && (profiles.has(id) || links.has(id)))
    .map((id) => selectParticipantView(id, { view, selfId, profiles, links }))
}

function selectParticipantView(id: ParticipantId, { view, profiles, links }: ViewInput): ParticipantView {
  const participant = view.participants.get(id)
  const profile = profiles.get(id)
  const link = links.get(id)
  const screenStreamId = profile?.screenStreamId ?? null
  return {
    id,
    name: profile?.name ?? '',
    isInCall: link !== undefined || (participant?.callOrder ?? null) !== null,
    isAway: participant === undefined || participant.isAway,
    isHost: participant?.isHost ?? false,
    isMuted: participant?.isMuted ?? false,
    safetyCode: link?.safetyCode ?? null,
    isMicrophoneOn: profile?.isMicrophoneOn ?? false,
    isCameraOn: profile?.isCameraOn ?? false,
    handRaisedAt: profile?.handRaisedAt ?? null,
    isRecording: profile?.isRecording ?? false,
    link: selectLinkStatus(link),
    linkId: link?.linkId ?? null,
    quality: link?.state === 'connected' ? link.quality : null,
    stream: link?.stream ?? null,
    screenStream: screenStreamId === null ? null : (link?.screenStreams.get(screenStreamId) ?? null),
  }
}

function selectLinkStatus(link: PeerLinkSnapshot | undefined): LinkStatus {
  switch (link?.state) {
    case undefined:
    case 'closed':
      return 'none'
    case 'new':
      return 'connecting'
    default:
      return link?.state ?? 'none'
  }
}

export function selectOfferViews(callers: readonly OpenedParticipant[], profiles: Profiles): OfferView[] {
  const readable = callers.filter(({ id }) => profiles.has(id))
  return readable.map(({ id }) => ({ participantId: id, name: profiles.get(id)?.name ?? '' }))
}

export type NoticeContent = Pick<Notice, 'level' | 'code' | 'values'>

/** What somebody who does not see the screen should hear of the difference: who came, who left, who muted. */
export function announceChanges(
  before: readonly ParticipantView[],
  after: readonly ParticipantView[],
): NoticeContent[] {
  const inCallBefore = new Map(before.filter((one) => one.isInCall).map((one) => [one.id, one]))
  const inCallAfter = new Map(after.filter((one) => one.isInCall).map((one) => [one.id, one]))
  const status = (code: string, { name }: ParticipantView): NoticeContent => ({
    level: 'status',
    code,
    values: { name },
  })
  const left = [...inCallBefore.values()].filter((one) => !inCallAfter.has(one.id))
  return [
    ...left.map((one) => status('left', one)),
    ...[...inCallAfter.values()].flatMap((one) => {
      const earlier = inCallBefore.get(one.id)
      if (earlier === undefined) return [status('joined', one)]
      return [
        ...(earlier.handRaisedAt === null && one.handRaisedAt !== null ? [status('hand-raised', one)] : []),
        ...(earlier.isMicrophoneOn === one.isMicrophoneOn
          ? []
          : [status(one.isMicrophoneOn ? 'unmuted' : 'muted', one)]),
      ]
    }),
  ]
}
