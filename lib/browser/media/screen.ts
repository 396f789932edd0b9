import { type MediaErrorCode, screenErrorCode } from './media-errors'

/** Members of Screen Capture (sections 5.3 and 5.4) that lib.dom does not have yet; browsers ignore those they do not know. */
interface ScreenCaptureOptions extends DisplayMediaStreamOptions {
  readonly audio: ScreenAudioConstraints
  readonly selfBrowserSurface: 'include' | 'exclude'
  readonly surfaceSwitching: 'include' | 'exclude'
  readonly systemAudio: 'include' | 'exclude'
}

interface ScreenAudioConstraints extends MediaTrackConstraints {
  /** Whether the captured tab falls silent for the person who shares it. */
  readonly suppressLocalAudioPlayback: boolean
  /** Leaves the sound of our own page (the others' voices) out of the capture: they would hear themselves. */
  readonly restrictOwnAudio: boolean
}

/**
 * What the picker is asked for. The sound of the whole system holds the others' voices, who would hear themselves: it is offered
 * only where the browser can leave our own page's sound out of it.
 */
function toScreenOptions(canRestrictOwnAudio: boolean): ScreenCaptureOptions {
  return {
    // Text needs sharpness rather than motion; more frames take bits from each.
    video: { frameRate: { ideal: 15, max: 30 } },
    audio: {
      suppressLocalAudioPlayback: false,
      restrictOwnAudio: true,
      // Made for voices, these ruin music and film.
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    },
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    systemAudio: canRestrictOwnAudio ? 'include' : 'exclude',
  }
}

/** What a screen share needs from its owner. */
export interface ScreenShareOptions {
  readonly source: Pick<MediaDevices, 'getDisplayMedia' | 'getSupportedConstraints'> | undefined
  /** The tracks have changed. Tracks are stopped only after the change that withdraws them was told. */
  onChange(): void
  onError(code: MediaErrorCode): void
}

/** Owns the capture of the screen: at most one, and at most one open picker. The browser's own stop button ends it too. */
export class ScreenShare {
  private readonly options: ScreenShareOptions
  private tracks: readonly MediaStreamTrack[] = []
  private isPicking = false
  private settled: Promise<void> = Promise.resolve()
  private isWanted = false

  constructor(options: ScreenShareOptions) {
    this.options = options
  }

  getVideoTrack(): MediaStreamTrack | null {
    return this.findLive('video')
  }

  getAudioTrack(): MediaStreamTrack | null {
    return this.findLive('audio')
  }

  /**
   * Opens the browser's picker; call it within a click. Never rejects: what went wrong goes to `onError`.
   * While the picker is open a second call waits for the first.
   */
  start(): Promise<void> {
    this.isWanted = true
    if (!this.isPicking && this.tracks.length === 0) this.settled = this.capture()
    return this.settled
  }

  /** Idempotent. What the person picks after this is stopped at once. */
  stop(): void {
    this.isWanted = false
    const stopped = this.tracks
    if (stopped.length === 0) return
    this.tracks = []
    this.options.onChange()
    for (const track of stopped) track.stop()
  }

  private async capture(): Promise<void> {
    this.isPicking = true
    const picked = await pickScreen(this.options.source)
    this.isPicking = false
    if ('tracks' in picked) this.adopt(picked.tracks)
    else if (this.isWanted) this.options.onError(picked.error)
  }

  private adopt(tracks: readonly MediaStreamTrack[]): void {
    if (!this.isWanted) {
      for (const track of tracks) track.stop()
      return
    }
    this.tracks = tracks
    for (const track of tracks) {
      if (track.kind === 'video') track.contentHint = 'detail'
      track.addEventListener('ended', () => this.handleEnded(track), { once: true })
    }
    this.options.onChange()
  }

  private handleEnded(track: MediaStreamTrack): void {
    if (!this.tracks.includes(track)) return
    // The picture is the share: without it its sound goes too. Sound alone may end (a tab switched for a window).
    if (track.kind === 'video') {
      this.stop()
      return
    }
    this.tracks = this.tracks.filter((other) => other !== track)
    this.options.onChange()
  }

  private findLive(kind: 'audio' | 'video'): MediaStreamTrack | null {
    return this.tracks.find((track) => track.kind === kind && track.readyState === 'live') ?? null
  }
}

type PickedScreen = { readonly tracks: readonly MediaStreamTrack[] } | { readonly error: MediaErrorCode }

/** Never rejects. Browsers of phones have no `getDisplayMedia`: calling it fails like any other error. */
async function pickScreen(source: ScreenShareOptions['source']): Promise<PickedScreen> {
  if (source === undefined) return { error: 'insecure-origin' }
  try {
    const canRestrictOwnAudio = 'restrictOwnAudio' in source.getSupportedConstraints()
    const stream = await source.getDisplayMedia(toScreenOptions(canRestrictOwnAudio))
    return { tracks: stream.getTracks() }
  } catch (error) {
    return { error: screenErrorCode(error) }
  }
}
