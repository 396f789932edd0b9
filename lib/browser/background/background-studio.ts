import type { GaussianBlurBackgroundProcessor, VirtualBackgroundProcessor } from '@twilio/video-processors'
import type { RunningFilter, StartFilter } from '@/lib/browser/media/track-filter'
import { createFrameSink } from './frame-sink'
import { openFrameSource } from './frame-source'
import { nextPace, UNMEASURED } from './pace'

type Processor = GaussianBlurBackgroundProcessor | VirtualBackgroundProcessor

/** One kind of processor with the canvas that it draws on. */
interface Easel<T extends Processor> {
  readonly processor: T
  readonly canvas: HTMLCanvasElement
}

/**
 * Owns what puts something behind a person: the package's processors, each with a worker and the model in it. A page makes
 * each at its first use and keeps it, for the package has no way to end a worker.
 */
export class BackgroundStudio {
  readonly #folder: string
  #blur: Promise<Easel<GaussianBlurBackgroundProcessor>> | null = null
  #picture: Promise<Easel<VirtualBackgroundProcessor>> | null = null

  /** @param folder where the build put workers, WebAssembly and model, with a slash at its end */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The room, out of focus. */
  blur(): StartFilter {
    return async (input, options) => {
      this.#blur ??= this.#openBlur()
      return runEasel(await forgetFailure(this.#blur, () => (this.#blur = null)), input, options)
    }
  }

  /** @param url Of a picture that the page may load: a data URL. */
  picture(url: string): StartFilter {
    return async (input, options) => {
      const image = new Image()
      image.src = url
      await image.decode()
      this.#picture ??= this.#openPicture(image)
      const easel = await forgetFailure(this.#picture, () => (this.#picture = null))
      easel.processor.backgroundImage = image
      return runEasel(easel, input, options)
    }
  }

  async #openBlur(): Promise<Easel<GaussianBlurBackgroundProcessor>> {
    const { GaussianBlurBackgroundProcessor } = await import('@twilio/video-processors')
    return open(new GaussianBlurBackgroundProcessor({ assetsPath: this.#folder }))
  }

  async #openPicture(image: HTMLImageElement): Promise<Easel<VirtualBackgroundProcessor>> {
    const { VirtualBackgroundProcessor } = await import('@twilio/video-processors')
    return open(new VirtualBackgroundProcessor({ assetsPath: this.#folder, backgroundImage: image }))
  }
}

async function open<T extends Processor>(processor: T): Promise<Easel<T>> {
  await processor.loadModel()
  return { processor, canvas: document.createElement('canvas') }
}

/** What could not be had now, because the server was gone, may be had at the next try. */
function forgetFailure<T>(opening: Promise<T>, forget: () => void): Promise<T> {
  opening.catch(forget)
  return opening
}

/** The package draws nothing the first time that it meets a canvas. */
const UNDRAWN_FRAMES = 1

/** Resolves with the first frame that is out, and goes on until the track ends or it is stopped. */
async function runEasel(
  easel: Easel<Processor>,
  input: MediaStreamTrack,
  { signal, onFailure }: Parameters<StartFilter>[1],
): Promise<RunningFilter> {
  signal.throwIfAborted()
  const { processor, canvas } = easel
  const source = await openFrameSource(input)
  const sink = createFrameSink(canvas)
  const lifetime = new AbortController()
  const stop = () => {
    lifetime.abort()
    source.close()
    sink.close()
  }
  signal.addEventListener('abort', stop, { once: true, signal: lifetime.signal })

  /** @returns When the frame that is drawn now had come from the camera; null: there are no more. */
  async function draw(): Promise<number | null> {
    const frame = await source.next()
    if (frame === null || lifetime.signal.aborted) {
      if (frame instanceof VideoFrame) frame.close()
      return null
    }
    const cameAtMs = performance.now()
    fitCanvas(canvas, frame)
    await processor.processFrame(frame, canvas)
    return lifetime.signal.aborted ? null : cameAtMs
  }

  async function run(): Promise<void> {
    let pace = UNMEASURED
    for (;;) {
      const cameAtMs = await draw()
      if (cameAtMs === null) return
      sink.put()
      const atMs = performance.now()
      const next = nextPace(pace, { tookMs: atMs - cameAtMs, atMs })
      pace = next.pace
      if (next.isTooSlow) return onFailure('background-too-slow')
    }
  }

  try {
    for (let frame = 0; frame <= UNDRAWN_FRAMES; frame += 1) {
      if ((await draw()) === null) throw new DOMException('Given up', 'AbortError')
    }
    sink.put()
  } catch (error) {
    stop()
    throw error
  }
  run().catch(() => {
    if (!lifetime.signal.aborted) onFailure('background-failed')
  })
  return { track: sink.track, stop }
}

function fitCanvas(canvas: HTMLCanvasElement, frame: VideoFrame | HTMLVideoElement): void {
  const width = frame instanceof VideoFrame ? frame.displayWidth : frame.videoWidth
  const height = frame instanceof VideoFrame ? frame.displayHeight : frame.videoHeight
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}
