import type { Clock } from './clock'

/**
 * Runs a task now, and again whenever `intervalMs` have passed since it ended, whether or not it failed.
 * @returns ends it: nothing more is started, and it resolves when what was under way has ended
 */
export function repeat(
  clock: Clock,
  options: {
    readonly task: () => Promise<void>
    readonly intervalMs: number
    readonly onError: (error: unknown) => void
  },
): () => Promise<void> {
  let isStopped = false
  let cancel = () => {}

  async function run(): Promise<void> {
    await options.task().catch(options.onError)
    if (!isStopped) cancel = clock.schedule(start, options.intervalMs)
  }

  let running = Promise.resolve()
  function start(): void {
    running = run()
  }

  start()
  return () => {
    isStopped = true
    cancel()
    return running
  }
}
