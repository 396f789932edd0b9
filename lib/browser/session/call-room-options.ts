import type { PeerLink } from '@/lib/browser/peer/peer-link'
import type { EarlyJoin } from '@/lib/browser/signaling/early-join'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { IceConfiguration } from '@/lib/protocol/room'
import type { DrawingTurn } from './drawing-turn'
import type { LinkConfiguration } from './link-configuration'
import type { NoticeBoard } from './notice-board'
import type { OwnProfile } from './own-profile'
import type { PayloadCodec } from './payload-codec'
import type { RoomEntrance } from './room-entrance'
import type { SessionEnvironment } from './session-environment'

/** Who ended a stay in the call. */
export type EndedBy = 'host' | 'self' | 'removal' | 'supersession'

/** What a `CallRoom` works with, and whom it tells. */
export interface CallRoomOptions {
  /** In normal form. */
  readonly room: string
  readonly selfId: ParticipantId
  /** What the page has asked for already, as this participant. */
  readonly earlyJoin: EarlyJoin | null
  readonly environment: Pick<
    SessionEnvironment,
    'clock' | 'epochMs' | 'createSocket' | 'storage' | 'createObjectUrl'
  >
  readonly entrance: RoomEntrance
  readonly codec: PayloadCodec
  readonly profile: OwnProfile
  readonly notices: NoticeBoard
  readonly drawing: DrawingTurn
  readonly createLink: (configuration: LinkConfiguration) => PeerLink
  readonly attachMedia: (link: PeerLink) => void
  /** The person does not hide their address. */
  readonly mayShowAddress: () => boolean
  readonly onEvent: (event: CallEvent) => void
  readonly onIce: (ice: IceConfiguration) => RTCConfiguration
  readonly onToken: (token: string | null) => void
  /** The person is in the call now, or will be once the door lets them. */
  readonly onEntered: () => void
  /** A host lowers the hand that was raised then. */
  readonly onLowerHand: (raisedAt: number) => void
  readonly onMutedByHost: (isMuted: boolean) => void
  /** The server says that the stay is over. `self`: the person has ended the call for all. */
  readonly onEnded: (by: EndedBy) => void
}
