import { until } from './until'

const MEASURE_MS = 1_500
const CHUNK_BYTES = 16_000
/** Enough under way to fill a line, and not so much that the end of the measure comes late. */
const MAX_BUFFERED_BYTES = 256_000

/**
 * Fills a channel for a while. @returns kbit/s that left it: an estimate of the way up and the way down together, since both ends
 * are in this page; null where the channel is not open
 */
export async function measureThroughput(channel: RTCDataChannel): Promise<number | null> {
  const isOpen = await until(async () => channel.readyState === 'open', MEASURE_MS)
  if (!isOpen) return null
  const chunk = new Uint8Array(CHUNK_BYTES)
  let queuedBytes = 0
  const fill = () => {
    while (channel.readyState === 'open' && channel.bufferedAmount < MAX_BUFFERED_BYTES) {
      channel.send(chunk)
      queuedBytes += CHUNK_BYTES
    }
  }
  channel.bufferedAmountLowThreshold = MAX_BUFFERED_BYTES / 2
  channel.addEventListener('bufferedamountlow', fill)
  const startedAt = performance.now()
  fill()
  await until(async () => false, MEASURE_MS)
  channel.removeEventListener('bufferedamountlow', fill)
  const sentBytes = queuedBytes - channel.bufferedAmount
  return (sentBytes * 8) / (performance.now() - startedAt)
}
