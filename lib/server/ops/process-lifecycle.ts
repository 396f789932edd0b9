import { ConfigurationError } from './configuration-error'

/** Longer than any orderly stop takes once nobody is handed over any more, shorter than what a supervisor waits before it kills. */
const STOP_TIMEOUT_MS = 4_000

/**
 * Stops the process on SIGTERM and SIGINT: exit code 0 after an orderly stop, at once and 1 on a second signal.
 * @param drainMs how long the stop may take to hand sockets over
 */
export function stopOnSignals(stop: () => Promise<void>, drainMs: number): void {
  let isStopping = false
  const handleSignal = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(0), drainMs + STOP_TIMEOUT_MS).unref()
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', handleSignal)
  process.on('SIGINT', handleSignal)
}

/** Ends a process that could not start: one line for what the operator can mend, the whole error for what is our fault. */
export function exitFailed(error: unknown): never {
  const line =
    error instanceof ConfigurationError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`Earshot cannot start: ${line}\n`)
  process.exit(1)
}
