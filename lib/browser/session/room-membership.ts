import type { Clock } from '@/lib/browser/peer/clock'
import type { EarlyJoin } from '@/lib/browser/signaling/early-join'
import {
  REQUEST_TIMEOUT_MS,
  type RequestResult,
  SignalingClient,
} from '@/lib/browser/signaling/signaling-client'
import type { SignalingSocket } from '@/lib/browser/signaling/signaling-socket'
import type { AnswerOf } from '@/lib/protocol/answers'
import { createRandomId, type PageId } from '@/lib/protocol/ids'
import type { RequestOf } from '@/lib/protocol/requests'
import type { IceConfiguration } from '@/lib/protocol/room'
import type { Inbox } from './inbox'
import { type OpenedFact, type OpenedSnapshot, openFact, openSnapshot } from './opened-facts'
import type { PayloadCodec } from './payload-codec'

/** What one says of oneself at the door. */
export type SelfDescription = Omit<RequestOf<'room:join'>, 'room' | 'page'>

/** A granted join with its payloads opened. */
export type OpenedJoin = Omit<AnswerOf<'room:join'>, 'snapshot'> & { readonly snapshot: OpenedSnapshot }

export interface RoomMembershipOptions {
  readonly room: string
  /** What the page has asked for already, as the same participant; null: nothing. */
  readonly earlyJoin: EarlyJoin | null
  readonly createSocket: () => SignalingSocket
  readonly clock: Clock
  /** What to say of oneself at each (re)join. */
  readonly codec: PayloadCodec
  readonly inbox: Inbox
  readonly describeSelf: () => Promise<SelfDescription>
  readonly onJoined: (answer: OpenedJoin) => void
  readonly onOffline: () => void
  /** The token is not known here (any more); the next try goes without. */
  readonly onTokenRefused: () => void
  /** The room does not take us as we are; nothing more is tried until the next connection, or `join`. */
  readonly onRefused: (code: string) => void
  /** We wait at the door, and may join with this token once admitted. */
  readonly onKnocked: (token: string) => void
  readonly onFact: (fact: OpenedFact) => void
  /** A look at the server brought fresh ICE servers. */
  readonly onIce: (ice: IceConfiguration) => void
}

/** After these the same request may be granted a little later; after any other it would get the same answer. */
const PASSING_REFUSALS: ReadonlySet<string> = new Set([
  'internal',
  'malformed',
  'offline',
  'rate-limited',
  'server-closing',
  'timeout',
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
  readonly #page: PageId
  #earlyJoin: EarlyJoin | null
  #retry: ReturnType<Clock['setTimeout']> | null = null
  #isClosed = false
  /** Which connection a join belongs to, so that a late answer of an earlier one changes nothing. */
  #connection = 0
  #isJoined = false
  #isProbing = false
  /** We wait to be let in. */
  #isKnocking = false
  /** The shortest since the last join; before it: as slow as may be. */
  #roundTripMs = MAX_PROBE_MS

  constructor(options: RoomMembershipOptions) {
    this.#options = options
    this.#earlyJoin = options.earlyJoin
    this.#page = options.earlyJoin?.request.page ?? createRandomId()
    this.signaling = new SignalingClient({
      createSocket: options.createSocket,
      onConnect: () => {
        this.#connection += 1
        if (!this.#waitForEarlyJoin(this.#connection)) void this.#join(this.#connection)
      },
      onDisconnect: () => {
        this.#connection += 1
        this.#isJoined = false
        this.#stopRetry()
        this.#options.onOffline()
      },
      onFact: (fact) => {
        const { codec, inbox } = this.#options
        const open = () => openFact(codec, fact)
        const apply = (opened: OpenedFact) => this.#options.onFact(opened)
        // It may say that there is another passcode, by which what comes after it opens.
        if (fact.name === 'room:updated') void inbox.takeAlone(open, apply)
        else void inbox.take(open, apply)
      },
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

  /** Tries again after what was asked for has been provided. */
  join(): void {
    if (this.signaling.isConnected) void this.#join(this.#connection)
  }

  /** Asks those inside to be let in, and asks again after each loss of the socket. */
  async knock(): Promise<void> {
    this.#isKnocking = true
    const connection = this.#connection
    const { callOrder: _, ...visitor } = await this.#options.describeSelf()
    const result = await this.signaling.request('room:knock', { ...visitor, room: this.#options.room })
    if (this.#isClosed || connection !== this.#connection || !this.#isKnocking) return
    if (result.ok) this.#options.onKnocked(result.answer.token)
    else this.#handleRefusal(connection, result.code, () => this.knock())
  }

  /** Somebody inside said no: one asks again only by `knock`. */
  endKnock(): void {
    this.#isKnocking = false
  }

  /** Nobody is to be asked any more: the door hears of it by the end of the socket. */
  stopKnocking(): void {
    this.#isKnocking = false
    this.signaling.reconnect()
  }

  /** Idempotent. Without a `room:leave` before, the server keeps the place for the grace period. */
  close(): void {
    this.#isClosed = true
    this.#stopRetry()
    this.signaling.close()
  }

  async #join(connection: number): Promise<void> {
    const { room, clock, describeSelf } = this.#options
    const request = { ...(await describeSelf()), room, page: this.#page }
    const startedAt = clock.now()
    this.signaling.ask('room:join', request, (result) => {
      if (result.ok && connection === this.#connection) this.#roundTripMs = clock.now() - startedAt
      this.#handleJoin(connection, result)
    })
  }

  /**
   * The first connection may have been asked already. One by which no answer comes is given up for another: the server takes the same page
   * for the same participant.
   * @returns Whether there is an answer to wait for.
   */
  #waitForEarlyJoin(connection: number): boolean {
    const early = this.#earlyJoin
    this.#earlyJoin = null
    if (early === null || !early.isAsked) return false
    this.#retry = this.#options.clock.setTimeout(() => this.signaling.reconnect(), REQUEST_TIMEOUT_MS)
    early.wait((raw) => {
      if (connection === this.#connection) this.#stopRetry()
      this.#handleJoin(connection, this.signaling.readAnswer('room:join', raw))
    })
    return true
  }

  #handleJoin(connection: number, result: RequestResult<'room:join'>): void {
    if (this.#isClosed || connection !== this.#connection) return
    if (result.ok) void this.#takeJoin(connection, result.answer)
    else if (result.code === 'knock-required' && this.#isKnocking) void this.knock()
    else this.#handleRefusal(connection, result.code, () => this.#join(connection))
  }

  #takeJoin(connection: number, answer: AnswerOf<'room:join'>): Promise<void> {
    const { codec, inbox, onJoined } = this.#options
    return inbox.take(
      () => openSnapshot(codec, answer.snapshot),
      (snapshot) => {
        if (connection !== this.#connection) return
        this.#isJoined = true
        this.#isKnocking = false
        onJoined({ ...answer, snapshot })
      },
    )
  }

  #handleRefusal(connection: number, code: string, tryAgain: () => Promise<void>): void {
    if (code === 'token-invalid') {
      this.#options.onTokenRefused()
      void this.#join(connection)
    } else if (PASSING_REFUSALS.has(code)) {
      this.#retry = this.#options.clock.setTimeout(() => void tryAgain(), RETRY_MS)
    } else {
      this.#options.onRefused(code)
    }
  }

  #stopRetry(): void {
    if (this.#retry !== null) this.#options.clock.clearTimeout(this.#retry)
    this.#retry = null
  }
}
