/** Gives the frames of a camera one by one; while one is worked on, those that come are left out. */
export interface FrameSource {
  /** @returns The next frame, whose receiver closes it where it can be closed; null: there are no more. */
  next(): Promise<VideoFrame | HTMLVideoElement | null>
  /** Idempotent. Lets go of the track, which is not stopped. */
  close(): void
}

/** Of MediaStreamTrack Insertable Media Processing (section 3): in Chromium on pages, elsewhere in workers or not at all. */
declare const MediaStreamTrackProcessor:
  | (new (init: {
      track: MediaStreamTrack
      maxBufferSize?: number
    }) => { readonly readable: ReadableStream<VideoFrame> })
  | undefined

/** @returns The one that goes on in a hidden tab where the browser has it, else the one that every browser has. */
export async function openFrameSource(track: MediaStreamTrack): Promise<FrameSource> {
  if (typeof MediaStreamTrackProcessor === 'undefined') return openElementSource(track)
  const processor = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 })
  const reader = processor.readable.getReader()
  return {
    next: async () => (await reader.read()).value ?? null,
    close: () => void reader.cancel().catch(() => undefined),
  }
}

/** In a hidden tab no frame is presented: a timer goes on looking, as often as the browser lets it. */
const HIDDEN_LOOK_MS = 250

async function openElementSource(track: MediaStreamTrack): Promise<FrameSource> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  await video.play()
  const lifetime = new AbortController()
  return {
    next: async () => {
      await presentedFrame(video)
      return lifetime.signal.aborted || track.readyState === 'ended' ? null : video
    },
    close: () => {
      lifetime.abort()
      video.srcObject = null
    },
  }
}

function presentedFrame(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const handle = video.requestVideoFrameCallback(() => {
      clearTimeout(timer)
      resolve()
    })
    const timer = setTimeout(() => {
      video.cancelVideoFrameCallback(handle)
      resolve()
    }, HIDDEN_LOOK_MS)
  })
}
