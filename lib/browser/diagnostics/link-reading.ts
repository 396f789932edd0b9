import type { CandidateView, PairView, PathView } from './describe-path'
import type { Timeline } from './describe-timeline'
import type { StateMachine } from './link-event'
import type { CodecView, LimitationReason, LinkSample } from './measure-link'

/** A state that a link came to. */
export interface StateChange {
  readonly machine: StateMachine
  readonly state: string
  /** Milliseconds since the link was asked for. */
  readonly afterMs: number
}

/** All that the panel shows of one link. Holds addresses: for this page alone. */
export interface LinkReading {
  readonly linkId: string
  readonly role: 'offerer' | 'answerer'
  readonly isClosed: boolean
  readonly timeline: Timeline | null
  readonly states: readonly StateChange[]
  readonly local: readonly CandidateView[]
  readonly remote: readonly CandidateView[]
  readonly pairs: readonly PairView[]
  readonly path: PathView | null
  readonly codecs: readonly CodecView[]
  readonly limitation: LimitationReason
  /** The last minutes, oldest first. */
  readonly samples: readonly LinkSample[]
}
