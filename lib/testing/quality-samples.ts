import type { LinkSample } from '@/lib/browser/quality/link-sample'

/** What a test says of a link's statistics; the rest is that of a link that does well. */
export interface SampleChange extends Partial<Omit<LinkSample, 'inbound' | 'outbound'>> {
  readonly inbound?: Partial<LinkSample['inbound']>
  readonly outbound?: Partial<LinkSample['outbound']>
}

/** A link's statistics after so many seconds of doing well: 50 packets of sound, 50 of pictures and 25 frames in each. */
export function createSample(seconds: number, change: SampleChange = {}): LinkSample {
  return {
    atMs: seconds * 1_000,
    arrivals: seconds * 100_000,
    bytesSent: seconds * 100_000,
    availableBps: 3_000_000,
    rttMs: 40,
    relay: 'none',
    ...change,
    outbound: { lossShare: 0, encodeSeconds: seconds * 0.1, isProcessorShort: false, ...change.outbound },
    inbound: {
      packets: seconds * 100,
      lost: 0,
      framesReceived: seconds * 25,
      framesDropped: 0,
      freezeSeconds: 0,
      ...change.inbound,
    },
  }
}
