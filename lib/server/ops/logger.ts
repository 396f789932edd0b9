import { type Logger, pino } from 'pino'
import type { Environment } from './env'

/** What must not reach a log even by mistake. */
const REDACTED = [
  'token',
  'profile',
  'description',
  'candidates',
  'payload',
  'credential',
  'secret',
  'address',
]

/** Builds the process's logger: JSON lines on stdout, readable ones in a developer's terminal. */
export function createLogger({
  isDevelopment,
  logLevel,
}: Pick<Environment, 'isDevelopment' | 'logLevel'>): Logger {
  const isPretty = isDevelopment && process.stdout.isTTY
  return pino({
    level: logLevel,
    base: null,
    redact: REDACTED.flatMap((key) => [key, `*.${key}`]),
    ...(isPretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  })
}

/**
 * @returns what an error may tell the log: its kind and where it came from, without its message, which may quote what
 * a person sent.
 */
export function toLoggableError(error: unknown): {
  readonly kind: string
  readonly frames: readonly string[]
} {
  if (!(error instanceof Error)) return { kind: typeof error, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { kind: error.name, frames: frames.map((line) => line.trim()).slice(0, 8) }
}
