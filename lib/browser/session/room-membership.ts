import type { Clock } from '@/lib/browser/peer/clock'
import { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { SignalingSocket } from '@/lib/browser/signaling/signaling-socket'
import type { ErrorCode } from '@/lib/protocol/errors'
import type { NamedFact } from '@/lib/protocol/facts'
import type { MemberKey, PageId, Seed } from '@/lib/protocol/ids'
import type { AnswerOf, RequestOf } from '@/lib/protocol/requests'
import type { CallOrder, IceConfiguration } from '@/lib/protocol/room'

export interface RoomMembershipOptions {
  readonly room: string
  readonly page: PageId
  readonly createSocket: () => SignalingSocket
  readonly clock: Clock
  /** What to say of oneself at each (re)join. */
  readonly describeSelf: () => {
    profile: string
    seed: Seed
    memberKey: MemberKey
    token: string | null
    callOrder: CallOrder | null
  }
  readonly onJoined: (answer: AnswerOf<'room:join'>) => void
  readonly onOffline: () => void
  /** The token is not known here (any more); the next try goes without. */
  readonly onTokenRefused: () => void
  /** The room does not take us; nothing more is tried until the next connection. */
  readonly onRefused: (code: ErrorCode) => void
  readonly onFact: (fact: NamedFact) => void
  /** A look at the server brought fresh ICE servers. */
  readonly onIce: (ice: IceConfiguration) => void
}

/** Past these a second try would get the same answer. */
const FINAL_REFUSALS: ReadonlySet<string> = new Set<ErrorCode>([
  'room-full',
  'server-full',
  'room-name-invalid',
])

/** An answer of a server within reach takes a few round trips of the usual length; these bound what is usual. */
const MIN_PROBE_MS = 250
const MAX_PROBE_MS = 2_000
const PROBE_ROUND_TRIPS = 4

/** Slow enough to be no burden to a server in trouble. */
const RETRY_MS = 2_000

/** Owns the presence in the room: connects, joins, and joins again after every loss of the socket. */
export class RoomMembership {
  readonly signaling: SignalingClient
  readonly #options: RoomMembershipOptions
  #retry: ReturnType<Clock['setTimeout']> | null = null
  #isClosed = false
  /** Which connection a join belongs to, so that a late answer of an earlier one changes nothing. */
  #connection = 0
  #isJoined = false
  #isProbing = false
  /** The shortest since the last join; before it: as slow as may be. */
  #roundTripMs = MAX_PROBE_MS

  constructor(options: RoomMembershipOptions) {
    this.#options = options
    this.signaling = new SignalingClient({
      createSocket: options.createSocket,
      onConnect: () => {
        this.#connection += 1
        void this.#join(this.#connection)
      },
      onDisconnect: () => {
        this.#connection += 1
        this.#isJoined = false
        this.#stopRetry()
        this.#options.onOffline()
      },
      onFact: (fact) => this.#options.onFact(fact),
      // Outside the protocol: dropped, and what it may have meant heals with the next snapshot.
      onMalformed: () => undefined,
    })
  }

  get isJoined(): boolean {
    return this.#isJoined
  }

  open(): void {
    this.signaling.open()
  }

  /**
   * Finds out whether the socket is as alive as it says: one whose address changed dies without a word, and its own heartbeat takes
   * ten seconds to tell. A dead one is dialled anew at once. Brings fresh ICE servers besides.
   */
  async probe(): Promise<void> {
    if (this.#isProbing || this.#isClosed) return
    if (!this.signaling.isConnected) {
      this.signaling.reconnect()
      return
    }
    this.#isProbing = true
    const patienceMs = Math.min(Math.max(this.#roundTripMs * PROBE_ROUND_TRIPS, MIN_PROBE_MS), MAX_PROBE_MS)
    const startedAt = this.#options.clock.now()
    const result = await this.signaling.request('ice:renew', {}, patienceMs)
    this.#isProbing = false
    if (this.#isClosed) return
    if (result.ok) {
      // The shortest is the way's own; a busy server or page adds to the others.
      this.#roundTripMs = Math.min(this.#roundTripMs, this.#options.clock.now() - startedAt)
      this.#options.onIce(result.answer.ice)
    } else if (result.code === 'timeout') {
      this.signaling.reconnect()
    }
  }

  /** Idempotent. Without a `room:leave` before, the server keeps the place for the grace period. */
  close(): void {
    this.#isClosed = true
    this.#stopRetry()
    this.signaling.close()
  }

  async #join(connection: number): Promise<void> {
    const { profile, seed, memberKey, token, callOrder } = this.#options.describeSelf()
    const request: RequestOf<'room:join'> = {
      room: this.#options.room,
      page: this.#options.page,
      profile,
      seed,
      memberKey,
      ...(token === null ? {} : { token }),
      ...(token === null || callOrder === null ? {} : { callOrder }),
    }
    const startedAt = this.#options.clock.now()
    const result = await this.signaling.request('room:join', request)
    if (this.#isClosed || connection !== this.#connection) return
    if (result.ok) {
      this.#isJoined = true
      this.#roundTripMs = this.#options.clock.now() - startedAt
      this.#options.onJoined(result.answer)
    } else if (result.code === 'token-invalid') {
      this.#options.onTokenRefused()
      await this.#join(connection)
    } else if (isFinal(result.code)) {
      this.#options.onRefused(result.code)
    } else {
      this.#retry = this.#options.clock.setTimeout(() => void this.#join(connection), RETRY_MS)
    }
  }

  #stopRetry(): void {
    if (this.#retry !== null) this.#options.clock.clearTimeout(this.#retry)
    this.#retry = null
  }
}

function isFinal(code: string): code is ErrorCode {
  return FINAL_REFUSALS.has(code)
}
