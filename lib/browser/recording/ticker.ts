/**
 * Runs in a worker of its own: browsers slow the timers of a hidden page down to one a second, those of its workers not.
 * A recording that stopped whenever another tab is looked at would be none.
 */
const WORKER_SOURCE = 'onmessage = ({ data }) => setInterval(() => postMessage(0), data)'

/**
 * Calls back at an interval, in a hidden page too.
 * @returns Stops it.
 */
export function startTicker(intervalMs: number, onTick: () => void): () => void {
  const address = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }))
  const worker = new Worker(address)
  worker.addEventListener('message', () => onTick())
  worker.postMessage(intervalMs)
  return () => {
    worker.terminate()
    URL.revokeObjectURL(address)
  }
}
