/** A track made of what is drawn on a canvas. */
export interface FrameSink {
  readonly track: MediaStreamTrack
  /** What is drawn now is the next frame. */
  put(): void
  /** Idempotent: ends the track. */
  close(): void
}

/** Of MediaStreamTrack Insertable Media Processing as Chromium has it on pages. */
declare const MediaStreamTrackGenerator:
  | (new (init: {
      kind: 'video'
    }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> })
  | undefined

const MICROSECONDS_PER_MS = 1_000

/** @returns The one that goes on in a hidden tab where the browser has it, else the canvas's own. */
export function createFrameSink(canvas: HTMLCanvasElement): FrameSink {
  if (typeof MediaStreamTrackGenerator === 'undefined') return createCanvasSink(canvas)
  const track = new MediaStreamTrackGenerator({ kind: 'video' })
  const writer = track.writable.getWriter()
  return {
    track,
    put: () => {
      const timestamp = Math.round(performance.now() * MICROSECONDS_PER_MS)
      const frame = new VideoFrame(canvas, { timestamp })
      // The track was stopped while the frame was made.
      writer.write(frame).catch(() => frame.close())
    },
    close: () => {
      track.stop()
      writer.close().catch(() => undefined)
    },
  }
}

function createCanvasSink(canvas: HTMLCanvasElement): FrameSink {
  const [track] = canvas.captureStream().getVideoTracks()
  if (track === undefined) throw new DOMException('A canvas without a track', 'NotSupportedError')
  return { track, put: () => undefined, close: () => track.stop() }
}
