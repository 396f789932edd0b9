import {
  BurstyRateLimiter,
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRes,
} from 'rate-limiter-flexible'

/** Asks for one more; false where the limit is reached. */
export type Allow = (key: string) => Promise<boolean>

/** The bounds by name, as figures tell them apart. */
export type LimitName =
  | 'handshake'
  | 'request'
  | 'room-request'
  | 'join'
  | 'room-join'
  | 'guess'
  | 'link-report'
  | 'csp-report'
  | 'doctor'

/** Somebody who asks for a room from outside it. */
interface Stranger {
  readonly roomId: string
  readonly addressKey: string
}

/** Counts wrong passcode proofs, by room and network address and by room alone. */
export interface GuessLimit {
  /** Whether either count has reached its bound. */
  isBlocked(by: Stranger): Promise<boolean>
  count(by: Stranger): Promise<void>
}

/** The bounds on how fast anybody may ask. */
export interface RateLimits {
  /** Keyed by network address: new connections. */
  readonly allowHandshake: Allow
  /** Of one socket, and of its room's sockets together. `roomId` is null where it is in none. */
  allowRequest(by: { readonly socketId: string; readonly roomId: string | null }): Promise<boolean>
  /** Joins and knocks without a valid token, of an address and into a room. */
  allowJoin(by: Stranger): Promise<boolean>
  readonly passcodeGuesses: GuessLimit
  /** Keyed by network address: reports of what the content policy blocked. */
  readonly allowReport: Allow
  /** Keyed by network address: what became of links. */
  readonly allowLinkReport: Allow
  /** Keyed by network address: ICE servers for the doctor page. */
  readonly allowDoctor: Allow
}

/** How fast is too fast. Rules B4, B5, B11, B13, B16, B17, H7 and M4 of docs/protocol.md. */
export const RATES = {
  /** A page needs one; an office behind one address comes back at once after a restart. */
  handshakesPerMinute: 600,
  requestsPerSecond: 60,
  /** More within ten seconds: the candidates of a large call's set-up. */
  requestBurst: 300,
  /** What each socket may send whatever its room does: nobody is kept from leaving, and no host from putting a flooder out. */
  calmRequestsPerSecond: 10,
  /** All of a room together, beyond the calm ones: eight who send all they may stay below it. */
  roomRequestsPerSecond: 500,
  roomRequestBurst: 5_000,
  /** An office behind one address may arrive at once; a flood may not. */
  joinsPerMinute: 120,
  /** From everywhere into one room: several times what the largest holds. */
  roomJoinsPerMinute: 300,
  /** Within ten minutes: more than anybody mistypes, far too few to guess by. */
  guessesPerAddress: 10,
  guessesPerRoom: 100,
  reportsPerMinute: 20,
  /** From everywhere: what may be written to the log. */
  allReportsPerMinute: 200,
  /** An office behind one address whose every link comes up at once. */
  linkReportsPerMinute: 600,
  /** Somebody who looks again after each change. */
  doctorsPerMinute: 10,
  /** From everywhere: each may bring allocations at the relay. */
  allDoctorsPerMinute: 100,
} as const

/** `RATES` with other numbers, as a test sets them. */
export type Rates = { readonly [N in keyof typeof RATES]: number }

const MINUTE_SECONDS = 60
const BURST_SECONDS = 10
const GUESS_SECONDS = 10 * MINUTE_SECONDS

/** One bound: so many points a key in so many seconds. */
interface Bound {
  readonly keyPrefix: string
  readonly points: number
  readonly duration: number
}

/** Counts one bound. Several processes count together where each of theirs is a `RateLimiterRedis`. */
export type CreateLimiter = (bound: Bound) => RateLimiterAbstract

/** Counts in this process's memory; a key is forgotten with its time. */
const createMemoryLimiter: CreateLimiter = (bound) => new RateLimiterMemory(bound)

/** Builds the limits: here alone is chosen where they are counted. @param onHit learns of each refusal */
export function createRateLimits(
  rates: Rates = RATES,
  createLimiter: CreateLimiter = createMemoryLimiter,
  onHit: (name: LimitName) => void = () => {},
): RateLimits {
  const consume = async (name: LimitName, limiter: Consumer, key: string) => {
    const isAllowed = await take(limiter, key)
    if (!isAllowed) onHit(name)
    return isAllowed
  }
  const perMinute = (keyPrefix: string, points: number) =>
    createLimiter({ keyPrefix, points, duration: MINUTE_SECONDS })
  const perSecond = (keyPrefix: string, points: number) => createLimiter({ keyPrefix, points, duration: 1 })
  const bursty = (keyPrefix: string, points: number, burst: number) =>
    new BurstyRateLimiter(
      perSecond(keyPrefix, points),
      createLimiter({ keyPrefix: `${keyPrefix}-burst`, points: burst, duration: BURST_SECONDS }),
    )

  const handshakes = perMinute('handshake', rates.handshakesPerMinute)
  const requests = bursty('request', rates.requestsPerSecond, rates.requestBurst)
  const calmRequests = perSecond('calm', rates.calmRequestsPerSecond)
  const roomRequests = bursty('room-request', rates.roomRequestsPerSecond, rates.roomRequestBurst)
  const joins = perMinute('join', rates.joinsPerMinute)
  const roomJoins = perMinute('room-join', rates.roomJoinsPerMinute)
  const reports = perMinute('report', rates.reportsPerMinute)
  const allReports = perMinute('reports', rates.allReportsPerMinute)
  const linkReports = perMinute('link-report', rates.linkReportsPerMinute)
  const doctors = perMinute('doctor', rates.doctorsPerMinute)
  const allDoctors = perMinute('doctors', rates.allDoctorsPerMinute)

  return {
    allowHandshake: (key) => consume('handshake', handshakes, key),
    async allowRequest({ socketId, roomId }) {
      if (!(await consume('request', requests, socketId))) return false
      if (roomId === null || (await take(calmRequests, socketId))) return true
      return consume('room-request', roomRequests, roomId)
    },
    // The address first: what it may not ask takes nothing from the room.
    allowJoin: async ({ roomId, addressKey }) =>
      (await consume('join', joins, addressKey)) && (await consume('room-join', roomJoins, roomId)),
    passcodeGuesses: createGuessLimit(
      createLimiter({ keyPrefix: 'guess', points: rates.guessesPerAddress, duration: GUESS_SECONDS }),
      createLimiter({ keyPrefix: 'guesses', points: rates.guessesPerRoom, duration: GUESS_SECONDS }),
      () => onHit('guess'),
    ),
    allowReport: async (key) =>
      (await consume('csp-report', reports, key)) && (await consume('csp-report', allReports, 'all')),
    allowLinkReport: (key) => consume('link-report', linkReports, key),
    allowDoctor: async (key) =>
      (await consume('doctor', doctors, key)) && (await consume('doctor', allDoctors, 'all')),
  }
}

function createGuessLimit(
  byAddress: RateLimiterAbstract,
  byRoom: RateLimiterAbstract,
  onHit: () => void,
): GuessLimit {
  // A room's name has no space in it.
  const toKey = (by: Stranger) => `${by.roomId} ${by.addressKey}`
  return {
    async isBlocked(by) {
      const counts = await Promise.all([byAddress.get(toKey(by)), byRoom.get(by.roomId)])
      const isBlocked = counts.some((count) => count !== null && count.remainingPoints <= 0)
      if (isBlocked) onHit()
      return isBlocked
    },
    async count(by) {
      await Promise.all([take(byAddress, toKey(by)), take(byRoom, by.roomId)])
    },
  }
}

type Consumer = Pick<RateLimiterAbstract, 'consume'>

/** @returns whether there was one more to take. */
async function take(limiter: Consumer, key: string): Promise<boolean> {
  try {
    await limiter.consume(key)
    return true
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return false
    throw reason
  }
}
