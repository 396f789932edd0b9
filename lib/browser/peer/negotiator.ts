import type { CandidateMessage, DescriptionMessage } from '@/lib/protocol/link-messages'
import { usernameFragmentsOf } from './candidate-order'
import type { Clock } from './clock'
import {
  type DescriptionOrder,
  INITIAL_ORDER,
  isAnswerExpected,
  nextRepeatDelayMs,
  offerDisposition,
} from './description-order'
import { fingerprintsOf } from './fingerprints'
import type { LinkConnection, LinkDescription } from './link-connection'
import { errorName, type IgnoredReason, type LinkOperation, type LinkReport } from './link-report'
import { RemoteCandidates } from './remote-candidates'

/** What was sent less than this ago is still under way. */
const MIN_REPEAT_MS = 250

/** Descriptions waiting to be handled: a peer has one offer and one answer under way, the rest is repetition. */
const MAX_WAITING_DESCRIPTIONS = 32

export interface NegotiatorOptions {
  readonly connection: LinkConnection
  readonly role: 'offerer' | 'answerer'
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly send: (message: DescriptionMessage | CandidateMessage) => void
  /** The first remote offer is set and its answer is about to be made: the moment to put media on its transceivers. */
  readonly onFirstOffer: () => void
  /** An exchange of offer and answer is complete at this end; `isRestart`: it brought new ICE credentials. */
  readonly onExchanged: (isRestart: boolean) => void
  /** A description came that names another certificate than the first one did: it is not the peer's, and was ignored. */
  readonly onForged: () => void
  readonly report: (report: LinkReport) => void
}

/**
 * Owns the exchange of descriptions and candidates of one connection: perfect negotiation (W3C WebRTC §10.7) with
 * implicit descriptions and the browser's own rollback, made safe against loss, repetition and disorder.
 *
 * Every operation runs alone on one queue. So no offer is being made and no answer is being set while a remote offer
 * is looked at, and the pattern's `makingOffer` and `isSettingRemoteAnswerPending` could never be seen true here:
 * `signalingState` says it all.
 */
export class Negotiator {
  readonly #options: NegotiatorOptions
  readonly #connection: LinkConnection
  readonly #candidates: RemoteCandidates
  /** Of the peer's first description. Who comes with others later is somebody else. */
  #remoteFingerprints: string | null = null
  #queue: Promise<void> = Promise.resolve()
  #waiting = 0
  readonly #isPolite: boolean
  #order: DescriptionOrder = INITIAL_ORDER
  /** How often the pending offer was repeated, and when it is next. */
  #repeats = 0
  #repeatTimer: number | null = null
  #hasExchanged = false
  /** ICE fragments of the local description in force. */
  #localFragments: ReadonlySet<string> = new Set()
  #offerSentAt = 0
  #answerSentAt = 0
  /** Whether negotiationneeded may lead to an offer. The answerer's peer may not have its first answer yet. */
  #mayOffer = false
  /** negotiationneeded came while it might not; the browser does not tell twice. */
  #isOfferWanted = false

  constructor(options: NegotiatorOptions) {
    this.#options = options
    this.#connection = options.connection
    // Never the answerer: in Chromium (156) an answerer that rolls back after no more than the first exchange shows no
    // picture ever again, though it decodes. The offerer's rollback does no harm.
    this.#isPolite = options.role === 'offerer'
    this.#candidates = new RemoteCandidates(options.connection, (error) => this.#fail('candidate', error))
    const { signal } = options
    this.#connection.addEventListener('negotiationneeded', () => this.#enqueueOffer(), { signal })
    this.#connection.addEventListener(
      'icecandidate',
      ({ candidate }) => {
        // null ends gathering for this page alone; the end of a generation is an event of its own (§4.8.1.3).
        if (candidate === null) return
        const { sdpMid, sdpMLineIndex, usernameFragment } = candidate
        options.send({
          kind: 'candidate',
          candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment },
        })
      },
      { signal },
    )
    signal.addEventListener('abort', () => this.#dropPendingOffer())
  }

  get hasStarted(): boolean {
    return this.#mayOffer
  }

  get hasExchanged(): boolean {
    return this.#hasExchanged
  }

  /** The offerer's first offer. */
  start(): void {
    this.#mayOffer = true
    this.#enqueueOffer()
  }

  /** The peer has shown that the first exchange is complete at its end too, or it must hear of this end at any price. */
  allowOffers(): void {
    if (this.#mayOffer || !this.#hasExchanged) return
    this.#mayOffer = true
    if (this.#isOfferWanted) this.#enqueueOffer()
  }

  /** Asks for new ICE credentials with the next offer, which negotiationneeded then brings about. */
  restartIce(): void {
    if (!this.#hasExchanged) return
    this.allowOffers()
    if (!this.#isRestartPending) this.#connection.restartIce()
    this.repeatOffer()
  }

  /** Sends the unanswered offer, if there is one, again at once: a channel has just come back. */
  repeatOffer(): void {
    if (this.#order.pending === null || !this.#hasExchanged) return
    this.#repeats = 0
    this.#sendPendingOffer(true)
  }

  receiveDescription(message: DescriptionMessage): void {
    const { type, sdp } = message.description
    const fingerprints = fingerprintsOf(sdp)
    this.#remoteFingerprints ??= fingerprints
    if (fingerprints !== this.#remoteFingerprints) {
      this.#ignore(type, message.offerSequence, 'forged')
      this.#options.onForged()
      return
    }
    if (this.#waiting >= MAX_WAITING_DESCRIPTIONS) {
      this.#ignore(type, message.offerSequence, 'overflow')
      return
    }
    this.#waiting += 1
    this.#enqueue(type === 'offer' ? 'answer' : 'apply-answer', async () => {
      this.#waiting -= 1
      if (type === 'offer') await this.#handleOffer(message)
      else await this.#handleAnswer(message)
    })
  }

  receiveCandidate(message: CandidateMessage): void {
    this.#candidates.receive(message.candidate)
  }

  async #handleOffer({ offerSequence, description }: DescriptionMessage): Promise<void> {
    const disposition = offerDisposition(offerSequence, this.#order, this.#isPolite)
    if (disposition !== 'apply') {
      this.#ignore('offer', offerSequence, disposition)
      // Two channels bring two copies of the same complaint.
      const now = this.#options.clock.now()
      if (disposition === 'repeat-answer' && now - this.#answerSentAt >= MIN_REPEAT_MS) this.#sendAnswer(true)
      // In glare as well: what the peer still offers some time after our offer left says that ours was lost.
      if (disposition === 'repeat-offer' || disposition === 'collision') {
        this.#scheduleRepeat(Math.max(this.#offerSentAt + MIN_REPEAT_MS - now, 0))
      }
      return
    }
    try {
      await this.#connection.setRemoteDescription(description)
    } finally {
      // Set or refused: an own offer that is not pending in the connection any more was rolled back.
      if (this.#connection.signalingState !== 'have-local-offer') this.#dropPendingOffer()
    }
    if (this.#isClosed) return
    if (!this.#hasExchanged) this.#options.onFirstOffer()
    await this.#setAnswer()
    if (this.#isClosed) return
    const highest = Math.max(this.#order.highest, offerSequence)
    this.#order = { ...this.#order, answeredRemote: offerSequence, highest }
    this.#sendAnswer(false)
    this.#finishExchange()
  }

  async #setAnswer(): Promise<void> {
    try {
      const isSet = this.#connection.setLocalDescription()
      // Behind the answer in the browser's own queue: the answer must not wait for them.
      this.#candidates.flush()
      await isSet
    } catch (error) {
      if (!this.#isClosed) await this.#connection.setRemoteDescription({ type: 'rollback' })
      throw error
    }
  }

  async #handleAnswer({ offerSequence, description }: DescriptionMessage): Promise<void> {
    if (!isAnswerExpected(offerSequence, this.#order)) {
      this.#ignore('answer', offerSequence, 'stale')
      return
    }
    await this.#connection.setRemoteDescription(description)
    if (this.#isClosed) return
    this.#dropPendingOffer()
    this.#order = { ...this.#order, answeredLocal: offerSequence }
    this.#candidates.flush()
    this.#options.report({ kind: 'answer-applied', sequence: offerSequence })
    this.#finishExchange()
  }

  #finishExchange(): void {
    const local = this.#localFragments
    this.#localFragments = usernameFragmentsOf(this.#connection.currentLocalDescription?.sdp ?? '')
    const isRestart = this.#hasExchanged && isDisjoint(local, this.#localFragments)
    this.#hasExchanged = true
    // Stable again: whatever is still needed the browser tells anew.
    this.#isOfferWanted = false
    this.#options.onExchanged(isRestart)
  }

  #enqueueOffer(): void {
    if (!this.#mayOffer) {
      this.#isOfferWanted = true
      return
    }
    this.#enqueue('offer', async () => {
      // Not stable: the browser asks again once it is, if the need is still there (§4.7.3).
      if (this.#connection.signalingState !== 'stable') return
      await this.#connection.setLocalDescription()
      if (this.#isClosed) return
      const sequence = this.#order.highest + 1
      this.#order = { ...this.#order, highest: sequence, pending: sequence }
      this.#repeats = 0
      this.#sendPendingOffer(false)
    })
  }

  #sendPendingOffer(isRepeat: boolean): void {
    const { pending } = this.#order
    if (pending === null) return
    this.#offerSentAt = this.#options.clock.now()
    // Read anew each time: by now it holds the candidates that were found since.
    this.#sendDescription(this.#connection.localDescription, pending, isRepeat)
    // A standing offer may wait for hours for somebody to answer it; the server keeps it.
    if (this.#hasExchanged) this.#scheduleRepeat(nextRepeatDelayMs(this.#repeats))
    else this.#clearRepeatTimer()
  }

  /** One repetition is due at a time; an answer takes it off. */
  #scheduleRepeat(delayMs: number): void {
    this.#clearRepeatTimer()
    this.#repeatTimer = this.#options.clock.setTimeout(() => {
      this.#repeats += 1
      this.#sendPendingOffer(true)
    }, delayMs)
  }

  #sendAnswer(isRepeat: boolean): void {
    this.#answerSentAt = this.#options.clock.now()
    this.#sendDescription(this.#connection.currentLocalDescription, this.#order.answeredRemote, isRepeat)
  }

  #sendDescription(description: LinkDescription | null, offerSequence: number, isRepeat: boolean): void {
    if (description?.type !== 'offer' && description?.type !== 'answer') return
    const { type, sdp } = description
    this.#options.report({ kind: `${type}-sent`, sequence: offerSequence, isRepeat })
    this.#options.send({ kind: 'description', offerSequence, description: { type, sdp } })
  }

  #dropPendingOffer(): void {
    this.#clearRepeatTimer()
    this.#order = { ...this.#order, pending: null }
  }

  #clearRepeatTimer(): void {
    if (this.#repeatTimer !== null) this.#options.clock.clearTimeout(this.#repeatTimer)
    this.#repeatTimer = null
  }

  #enqueue(operation: LinkOperation, task: () => Promise<void>): void {
    this.#queue = this.#queue
      .then(() => (this.#isClosed ? undefined : task()))
      .catch((error: unknown) => this.#fail(operation, error))
  }

  #ignore(type: 'offer' | 'answer', sequence: number, reason: IgnoredReason): void {
    this.#options.report({ kind: 'description-ignored', type, sequence, reason })
  }

  #fail(operation: LinkOperation, error: unknown): void {
    if (!this.#isClosed)
      this.#options.report({ kind: 'operation-failed', operation, error: errorName(error) })
  }

  /** The pending offer brings new ICE credentials: asking for them once more would restart twice. */
  get #isRestartPending(): boolean {
    if (this.#order.pending === null) return false
    return isDisjoint(this.#localFragments, usernameFragmentsOf(this.#connection.localDescription?.sdp ?? ''))
  }

  get #isClosed(): boolean {
    return this.#options.signal.aborted
  }
}

function isDisjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].every((member) => !b.has(member))
}
