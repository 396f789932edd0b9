import { ConfigurationError } from '@/lib/server/ops/configuration-error'
import { type Environment, parseEnvironment } from '@/lib/server/ops/env'
import {
  judgePort,
  judgePublic,
  judgeRedis,
  judgeRelayWays,
  judgeTls,
  judgeTurn,
  judgeWebSocket,
} from './judge'
import { lookAtStun, lookAtTurn, readErrorCode } from './look-at-relay'
import { isDirectoryWritable, lookAtPort, lookAtPublic, lookAtWebSocket } from './look-at-server'
import { parseStunUrl, type StunTarget } from './stun-url'
import type { DoctorCheck, DoctorCode, DoctorLine } from './verdicts'

export interface ExaminationOptions {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** The address that people open; null: it is not looked at. */
  readonly publicUrl: URL | null
  /** How long any one answer is waited for. */
  readonly timeoutMs: number
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Authorities that certificates may be issued by, PEM; undefined: those that Node knows. */
  readonly authorities?: string
}

/** Looks at everything that a server with these settings needs. Changes nothing. @returns one line a finding */
export async function examine(options: ExaminationOptions): Promise<DoctorLine[]> {
  let environment: Environment
  try {
    environment = parseEnvironment(options.variables)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return [{ check: 'configuration', code: 'configuration-bad', subject: error.message }]
  }
  const lines = await Promise.all([
    [line('configuration', 'configuration-read')],
    examineDirectory(environment),
    examinePort(environment, options),
    examinePublic(options),
    examineStun(environment, options),
    examineTurn(environment, options),
    examineRedis(environment, options),
  ])
  return lines.flat()
}

function line(check: DoctorCheck, code: DoctorCode, subject = ''): DoctorLine {
  return { check, code, subject }
}

async function examineDirectory({ dataDirectory }: Environment): Promise<DoctorLine[]> {
  const isWritable = await isDirectoryWritable(dataDirectory)
  const code = isWritable ? 'data-directory-writable' : 'data-directory-refused'
  return [line('data-directory', code, dataDirectory)]
}

async function examinePort({ port, host }: Environment, options: ExaminationOptions): Promise<DoctorLine[]> {
  return [line('port', judgePort(await lookAtPort(port, host, options)), String(port))]
}

async function examinePublic(options: ExaminationOptions): Promise<DoctorLine[]> {
  const { publicUrl, now } = options
  if (publicUrl === null) return [line('public-address', 'public-not-given')]
  const { origin } = publicUrl
  const facts = await lookAtPublic(publicUrl, options)
  const reach = judgePublic(facts)
  const tls = judgeTls(facts, now)
  const found = [
    ...(reach === null ? [] : [line('public-address', reach, origin)]),
    ...(tls === null ? [] : [line('tls', tls, origin)]),
  ]
  if (!facts.isEarshot) return found
  return [...found, line('websocket', judgeWebSocket(await lookAtWebSocket(publicUrl, options)), origin)]
}

async function examineStun({ stunUrls }: Environment, options: ExaminationOptions): Promise<DoctorLine[]> {
  return Promise.all(
    stunUrls.map(async (url) => {
      const target = parseStunUrl(url)
      if (target === null) return line('stun', 'stun-url-bad', url)
      return line('stun', (await lookAtStun(target, options)) ? 'stun-answers' : 'stun-silent', url)
    }),
  )
}

async function examineTurn({ turn }: Environment, options: ExaminationOptions): Promise<DoctorLine[]> {
  if (turn === null) return [line('relay-ways', 'relay-none')]
  const targets: StunTarget[] = []
  const lines = await Promise.all(
    turn.urls.map(async (url) => {
      const target = parseStunUrl(url)
      if (target === null) return line('turn', 'stun-url-bad', url)
      targets.push(target)
      return line('turn', judgeTurn(await lookAtTurn(target, turn, options)), url)
    }),
  )
  return [...lines, line('relay-ways', judgeRelayWays(targets))]
}

/** The package that speaks to Redis is loaded here and not before. */
async function examineRedis({ redisUrl }: Environment, options: ExaminationOptions): Promise<DoctorLine[]> {
  if (redisUrl === null) return [line('redis', 'redis-not-used')]
  const { createClient } = await import('@redis/client')
  const client = createClient({
    url: redisUrl,
    socket: { connectTimeout: options.timeoutMs, reconnectStrategy: false },
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.ping()
    return [line('redis', judgeRedis(null))]
  } catch (error) {
    return [line('redis', judgeRedis(error instanceof Error ? error.message : readErrorCode(error)))]
  } finally {
    client.destroy()
  }
}
