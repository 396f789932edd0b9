import * as z from 'zod/mini'
import { LIMITS } from '@/lib/protocol/limits'
import { ConfigurationError } from './configuration-error'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const wholeNumber = (smallest: number, largest: number) => {
  const message = `expected a whole number from ${smallest} to ${largest}`
  return z.pipe(
    z.string().check(z.regex(/^\d{1,15}$/, message)),
    z.pipe(
      z.transform((text: string) => Number(text)),
      z.number().check(z.minimum(smallest, message), z.maximum(largest, message)),
    ),
  )
}

const URLS_PER_LIST = 16

const urlList = (form: RegExp, example: string) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string) =>
        text
          .split(',')
          .map((url) => url.trim())
          .filter((url) => url !== ''),
      ),
    ),
    z
      .array(
        z.string().check(z.regex(form, `expected comma-separated URLs like ${example}`), z.maxLength(512)),
      )
      .check(z.maxLength(URLS_PER_LIST, `expected at most ${URLS_PER_LIST} URLs`)),
  )

const SECRET_MIN_LENGTH = 16
const Secret = z
  .string()
  .check(z.minLength(SECRET_MIN_LENGTH, `expected at least ${SECRET_MIN_LENGTH} characters`))

/** How many proxies in front of the server are believed in `X-Forwarded-*`: a count, or true for one. */
const TrustedProxies = z.pipe(
  z.string().check(z.regex(/^(?:\d|true|false)$/, 'expected true, false or a number of proxies from 0 to 9')),
  z.transform((text: string) => (text === 'true' ? 1 : text === 'false' ? 0 : Number(text))),
)

/** The settings, each by the name of its environment variable: the contract's list and nothing else. */
const Settings = z.object({
  PORT: z._default(wholeNumber(0, 65_535), 3000),
  HOST: z.optional(z.string()),
  REDIS_URL: z.optional(
    z
      .string()
      .check(z.regex(/^rediss?:\/\/[^\s/?#]+(?:\/\d*)?$/, 'expected a URL like redis://127.0.0.1:6379')),
  ),
  DATA_DIR: z._default(z.string(), './data'),
  LOG_LEVEL: z._default(z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`), 'info'),
  TRUST_PROXY: z._default(TrustedProxies, 0),
  EARSHOT_SECRET: z.optional(Secret),
  EARSHOT_STUN_URLS: z._default(urlList(/^stuns?:[^\s?]+$/, 'stun:stun.example.org:3478'), []),
  EARSHOT_TURN_URLS: z._default(urlList(/^turns?:\S+$/, 'turn:turn.example.org:3478?transport=udp'), []),
  EARSHOT_TURN_SECRET: z.optional(z.string()),
  EARSHOT_TURN_TTL_SECONDS: z._default(wholeNumber(60, 7 * 24 * 60 * 60), 3600),
  EARSHOT_ICE_POLICY: z._default(z.enum(['all', 'relay'], 'expected all or relay'), 'all'),
  EARSHOT_MAX_PARTICIPANTS: z._default(wholeNumber(2, LIMITS.participantsPerRoom), 8),
  EARSHOT_INSTANT_ANSWER: z._default(z.enum(['0', '1'], 'expected 0 or 1'), '1'),
  EARSHOT_GRACE_SECONDS: z._default(wholeNumber(0, 60 * 60), 30),
  EARSHOT_DRAIN_SECONDS: z._default(wholeNumber(0, 60 * 60), 0),
  EARSHOT_METRICS_TOKEN: z.optional(Secret),
})

/** Everything that an operator may set, parsed. Times carry their unit in their name. */
export interface Environment {
  readonly isDevelopment: boolean
  readonly port: number
  /** Undefined: every address of the machine. */
  readonly host: string | undefined
  /** Where rooms live that any number of nodes share. It may hold a password. Null: one process, nothing beside it. */
  readonly redisUrl: string | null
  readonly dataDirectory: string
  readonly logLevel: (typeof LOG_LEVELS)[number]
  /** Proxies believed in `X-Forwarded-*`, counted from the server outwards. */
  readonly trustedProxies: number
  /** Undefined: made once and kept in `dataDirectory`, with `redisUrl` in Redis. */
  readonly secret: string | undefined
  readonly stunUrls: readonly string[]
  /** Null where no TURN server is set. */
  readonly turn: {
    readonly urls: readonly string[]
    readonly secret: string
    readonly ttlSeconds: number
  } | null
  readonly icePolicy: 'all' | 'relay'
  readonly maxParticipants: number
  readonly graceMs: number
  /** How long a stop takes to hand its sockets over to other nodes. */
  readonly drainMs: number
  /** What who asks for figures has to bring. Null: the machine itself may ask, and nobody else. */
  readonly metricsToken: string | null
  /** Links are made while an offer rings, where nothing speaks against it. */
  readonly isInstantAnswerOn: boolean
}

/**
 * Reads the contract's environment. A variable set to nothing counts as unset.
 * @throws ConfigurationError naming the first setting that is unknown, bad, or of no use alone
 */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, text]) => text !== undefined && text.trim() !== ''),
  )
  for (const name of Object.keys(given)) {
    if (name.startsWith('EARSHOT_') && !Object.hasOwn(Settings.shape, name)) {
      throw new ConfigurationError(`${name}: Earshot has no such setting`)
    }
  }
  const parsed = z.safeParse(Settings, given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new ConfigurationError(`${String(issue?.path[0])}: ${issue?.message}`)
  }
  const settings = parsed.data
  return {
    isDevelopment: variables.NODE_ENV === 'development',
    port: settings.PORT,
    host: settings.HOST,
    redisUrl: settings.REDIS_URL ?? null,
    dataDirectory: settings.DATA_DIR,
    logLevel: settings.LOG_LEVEL,
    trustedProxies: settings.TRUST_PROXY,
    secret: settings.EARSHOT_SECRET,
    stunUrls: settings.EARSHOT_STUN_URLS,
    turn: toTurn(settings),
    icePolicy: settings.EARSHOT_ICE_POLICY,
    maxParticipants: settings.EARSHOT_MAX_PARTICIPANTS,
    graceMs: settings.EARSHOT_GRACE_SECONDS * 1000,
    drainMs: settings.EARSHOT_DRAIN_SECONDS * 1000,
    metricsToken: settings.EARSHOT_METRICS_TOKEN ?? null,
    isInstantAnswerOn: settings.EARSHOT_INSTANT_ANSWER === '1',
  }
}

function toTurn(settings: z.infer<typeof Settings>): Environment['turn'] {
  const urls = settings.EARSHOT_TURN_URLS
  const secret = settings.EARSHOT_TURN_SECRET
  if (urls.length === 0) {
    if (secret !== undefined)
      throw new ConfigurationError('EARSHOT_TURN_URLS: needed beside EARSHOT_TURN_SECRET')
    if (settings.EARSHOT_ICE_POLICY === 'relay') {
      throw new ConfigurationError('EARSHOT_ICE_POLICY: relay needs EARSHOT_TURN_URLS')
    }
    return null
  }
  if (secret === undefined)
    throw new ConfigurationError('EARSHOT_TURN_SECRET: needed beside EARSHOT_TURN_URLS')
  return { urls, secret, ttlSeconds: settings.EARSHOT_TURN_TTL_SECONDS }
}
