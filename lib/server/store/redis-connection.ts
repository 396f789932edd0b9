import { createHash, randomInt } from 'node:crypto'

/** How long one command may take: far more than Redis needs, and short beside a person's patience. */
const COMMAND_MS = 3_000

const CONNECT_MS = 2_000
const LONGEST_RETRY_MS = 1_000

/** How long a connection may be silent that waits for the log: the adapter asks again every five seconds. */
const SILENT_LOG_MS = 15_000

/** A Redis client of the kind used here. */
export type RedisClient = Awaited<ReturnType<typeof createCommandClient>>

/** Redis did not answer in time, or cannot be reached. Whether the command took effect is unknown. */
export class RedisUnavailableError extends Error {
  override readonly name = 'RedisUnavailableError'
}

/** A client for commands, which fail at once while Redis is out of reach. It reconnects for ever. */
export async function createCommandClient(url: string) {
  const { createClient } = await import('@redis/client')
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 20_000,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: toRetryMs },
  })
}

/**
 * The client that Socket.IO's adapter makes its own from. Theirs wait while Redis is out of reach: the adapter asks again at
 * once where a read fails, which must not become a busy loop.
 */
export async function createLogClient(url: string) {
  const { createClient } = await import('@redis/client')
  return createClient({
    url,
    RESP: 2,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: toRetryMs, socketTimeout: SILENT_LOG_MS },
  })
}

/** Back-off with jitter, so that nodes do not come back in step. It never gives up. */
function toRetryMs(retries: number): number {
  return Math.min(50 * 2 ** Math.min(retries, 10), LONGEST_RETRY_MS) + randomInt(50)
}

/** Gives a command's reply. @throws RedisUnavailableError where none comes in time */
export async function inTime<T>(reply: Promise<T>, timeoutMs = COMMAND_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new RedisUnavailableError('Redis did not answer in time')), timeoutMs)
  })
  try {
    return await Promise.race([reply, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs one Lua script by its digest; where Redis does not know it (any more), with its text. */
export class RedisScript {
  readonly #text: string
  readonly #digest: string

  constructor(text: string) {
    this.#text = text
    this.#digest = createHash('sha1').update(text).digest('hex')
  }

  run(client: RedisClient, keys: readonly string[], parameters: readonly string[]): Promise<unknown> {
    const options = { keys: [...keys], arguments: [...parameters] }
    const run = async (): Promise<unknown> => {
      try {
        return await client.evalSha(this.#digest, options)
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
        return client.eval(this.#text, options)
      }
    }
    return inTime(run())
  }
}
