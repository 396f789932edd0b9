/**
 * Runs in a worker of its own: browsers slow the timers of a hidden page down to one a second, those of its workers not.
 * A recording that stopped whenever another tab is looked at would be none.
 */
const WORKER_SOURCE = 'onmessage = ({ data }) => setTimeout(() => postMessage(0), data)'

/**
 * Calls back at an interval, in a hidden page too. A page that cannot keep up gets fewer calls: the next is asked for after the last,
 * and after a rest as long as that took, so that the call on the page always has half of its time.
 * @returns Stops it.
 */
export function startTicker(intervalMs: number, onTick: () => void): () => void {
  const address = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
  const worker = new Worker(address)
  worker.addEventListener('message', () => {
    const startedAtMs = performance.now()
    onTick()
    const tookMs = performance.now() - startedAtMs
    worker.postMessage(Math.max(intervalMs - tookMs, tookMs))
  })
  worker.postMessage(intervalMs)
  return () => {
    worker.terminate()
    URL.revokeObjectURL(address)
  }
}
