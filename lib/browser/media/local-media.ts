import { Capture, type CaptureSnapshot, type MediaNotice } from './capture'
import { withNoiseSuppression } from './capture-constraints'
import { DeviceList, type MediaDeviceChoice } from './device-list'
import { LevelMeter, type MeterAudioContext } from './level-meter'
import { MutedMicrophone } from './muted-microphone'
import { type DeviceSource, openDevicesTogether } from './open-device'
import { ScreenShare } from './screen'
import { type FilterErrorCode, type StartFilter, TrackFilter } from './track-filter'

export type { CaptureSnapshot, MediaNotice } from './capture'
export type { MediaDeviceChoice } from './device-list'
export type { FilterErrorCode, StartFilter } from './track-filter'

/** The person's own devices as the interface shows them. Parts keep their identity as long as their contents do. */
export interface LocalMediaSnapshot {
  readonly microphone: CaptureSnapshot
  readonly camera: CaptureSnapshot
  readonly microphones: readonly MediaDeviceChoice[]
  readonly cameras: readonly MediaDeviceChoice[]
  /** Where sound can be played; empty where the browser does not tell. */
  readonly speakers: readonly MediaDeviceChoice[]
  /** The camera alone, as it is sent, for the person's own picture; null while it is off. */
  readonly previewStream: MediaStream | null
  /** The screen being shared, without its sound; null where none is. */
  readonly screenStream: MediaStream | null
}

/** What is to be sent to the others; null: nothing. Never a track that has ended. A muted microphone is a disabled track. */
export interface LocalTracks {
  readonly audio: MediaStreamTrack | null
  readonly video: MediaStreamTrack | null
  readonly screenVideo: MediaStreamTrack | null
  readonly screenAudio: MediaStreamTrack | null
}

/** What a start opens. A device id: undefined keeps the choice there is, null is the browser's default. */
export interface WantedMedia {
  readonly microphone: boolean
  readonly camera: boolean
  readonly microphoneId?: string | null
  readonly cameraId?: string | null
}

/** The browser, and whom to tell. Callbacks come synchronously within the call or event that caused them, and never after `close()`. */
export interface LocalMediaOptions {
  /** `navigator.mediaDevices`: undefined on an insecure origin, whatever lib.dom says. */
  readonly mediaDevices: MediaDevices | undefined
  readonly createAudioContext: () => MeterAudioContext
  readonly createMediaStream: (tracks?: MediaStreamTrack[]) => MediaStream
  onChange(snapshot: LocalMediaSnapshot): void
  /** Comes before a track that is no longer handed out is stopped. */
  onTracks(tracks: LocalTracks): void
  onNotice(notice: MediaNotice): void
  /** A filter had to end. One that hides something has taken the camera off with it. */
  onFilterFailure(code: FilterErrorCode): void
}

/**
 * Owns camera, microphone and screen: nobody else opens a device or stops a track.
 * Every wish returns at once and the latest wins; what comes of it shows in the snapshot, the tracks and the notices.
 */
export class LocalMedia {
  private readonly options: LocalMediaOptions
  private readonly source: DeviceSource
  private readonly microphone: Capture
  private readonly camera: Capture
  private readonly screen: ScreenShare
  private readonly devices: DeviceList
  private readonly meter: LevelMeter
  private readonly mutedMicrophone: MutedMicrophone
  /** Between what is captured and what is sent. */
  private readonly voiceFilter: TrackFilter
  private readonly background: TrackFilter
  private isNoiseSuppressed = true
  private tracks: LocalTracks = { audio: null, video: null, screenVideo: null, screenAudio: null }
  private snapshot: LocalMediaSnapshot
  private isClosed = false

  constructor(options: LocalMediaOptions) {
    const { mediaDevices } = options
    const onChange = () => this.publish()
    const onNotice = (notice: MediaNotice) => {
      if (!this.isClosed) options.onNotice(notice)
    }
    this.options = options
    this.source = mediaDevices && {
      getUserMedia: (constraints = {}) =>
        mediaDevices.getUserMedia(withNoiseSuppression(constraints, this.isNoiseSuppressed)),
    }
    const { source } = this
    this.microphone = new Capture({ kind: 'microphone', source, onChange, onNotice })
    this.camera = new Capture({ kind: 'camera', source, onChange, onNotice })
    this.voiceFilter = new TrackFilter({
      failureCode: 'voice-filter-failed',
      mayPassPlain: true,
      onChange,
      onFailure: (code) => this.handleFilterFailure(code),
    })
    this.background = new TrackFilter({
      failureCode: 'background-failed',
      mayPassPlain: false,
      onChange,
      onFailure: (code) => {
        // What the background hid must not come to light by its failing.
        this.camera.setOn(false)
        this.handleFilterFailure(code)
      },
    })
    this.screen = new ScreenShare({
      source: mediaDevices,
      onChange,
      onError: (code) => onNotice({ code, fallbackLabel: null }),
    })
    this.devices = new DeviceList(mediaDevices, onChange)
    this.meter = new LevelMeter(options)
    this.mutedMicrophone = new MutedMicrophone(options)
    this.snapshot = {
      microphone: this.microphone.getSnapshot(),
      camera: this.camera.getSnapshot(),
      ...this.devices.getChoices(),
      previewStream: null,
      screenStream: null,
    }
  }

  /**
   * Opens what is wanted, with one prompt for both. What is not wanted stays closed until it is turned on.
   * Resolves when both requests are settled, whatever they came to; never rejects.
   */
  async start(wanted: WantedMedia): Promise<void> {
    if (this.isClosed) return
    const { microphone, camera } = this
    if (wanted.microphoneId !== undefined) microphone.select(wanted.microphoneId)
    if (wanted.cameraId !== undefined) camera.select(wanted.cameraId)
    if (wanted.microphone && wanted.camera && microphone.isIdle() && camera.isIdle()) {
      const shared = openDevicesTogether(this.source, microphone.getChosenId(), camera.getChosenId())
      microphone.turnOnBy(shared.microphone)
      camera.turnOnBy(shared.camera)
    } else {
      microphone.setOn(wanted.microphone)
      camera.setOn(wanted.camera)
    }
    this.devices.refresh()
    await Promise.all([microphone.whenSettled(), camera.whenSettled()])
  }

  /** Off mutes the open track; on is then instant. The first on opens the device. */
  setMicrophoneOn(on: boolean): void {
    this.microphone.setOn(on)
  }

  /** Off closes the device and its light goes out; on opens it again. */
  setCameraOn(on: boolean): void {
    this.camera.setOn(on)
  }

  /** Changes over if a microphone is open, muted or not; else the choice holds for the next time. */
  selectMicrophone(deviceId: string): void {
    this.microphone.select(deviceId)
  }

  /** Changes over if the camera is on; else the choice holds for the next time. */
  selectCamera(deviceId: string): void {
    this.camera.select(deviceId)
  }

  /** Whether the browser itself takes noise out of the microphone; one that is open is opened anew. */
  setNoiseSuppressed(isNoiseSuppressed: boolean): void {
    if (isNoiseSuppressed === this.isNoiseSuppressed) return
    this.isNoiseSuppressed = isNoiseSuppressed
    this.microphone.reopen()
  }

  /** Sends the microphone through this filter as soon as it runs, and as it is until then; null: as it is. */
  setVoiceFilter(start: StartFilter | null): void {
    this.voiceFilter.setFilter(start)
  }

  /** Sends the camera through this filter and not otherwise; null: as it is. */
  setBackground(start: StartFilter | null): void {
    this.background.setFilter(start)
  }

  /** Asks again for whatever has failed. */
  retry(): void {
    this.microphone.retry()
    this.camera.retry()
  }

  /** Opens the browser's picker, so call it within a click. Never rejects: `screen-denied` and `screen-failed` come as notices. */
  async startScreenShare(): Promise<void> {
    if (!this.isClosed) await this.screen.start()
  }

  stopScreenShare(): void {
    this.screen.stop()
  }

  /**
   * Calls back about 15 times a second with the microphone's level, 0 (silence, muted, off) to 1. Nothing runs while nobody observes.
   * @returns Stops it; idempotent.
   */
  observeMicrophoneLevel(listener: (level: number) => void): () => void {
    return this.meter.observe(listener)
  }

  /** The same of an open microphone that is muted, for the person alone; 0 while it is on or closed. @returns Stops it; idempotent. */
  observeMutedMicrophoneLevel(listener: (level: number) => void): () => void {
    return this.mutedMicrophone.observe(listener)
  }

  getSnapshot(): LocalMediaSnapshot {
    return this.snapshot
  }

  getTracks(): LocalTracks {
    return this.readTracks()
  }

  /** Stops every track, screen included; the chosen devices stay chosen, and `start()` opens them again. */
  release(): void {
    this.microphone.release()
    this.camera.release()
    this.screen.stop()
    this.meter.release()
    this.mutedMicrophone.release()
  }

  /** Idempotent and final: stops every track, and those that are still on their way when they arrive. */
  close(): void {
    if (this.isClosed) return
    this.release()
    this.isClosed = true
    this.microphone.close()
    this.camera.close()
    this.devices.close()
  }

  private publish(): void {
    if (this.isClosed) return
    const releaseVoice = this.voiceFilter.setInput(this.microphone.getTrack())
    const releaseCamera = this.background.setInput(this.camera.getTrack())
    this.publishTracks()
    this.publishSnapshot()
    releaseVoice()
    releaseCamera()
  }

  private publishSnapshot(): void {
    const previous = this.snapshot
    const { audio, video, screenVideo } = this.tracks
    const snapshot = keepIfEqual(previous, {
      microphone: keepIfEqual(previous.microphone, this.microphone.getSnapshot()),
      camera: keepIfEqual(previous.camera, this.readCamera()),
      ...this.devices.getChoices(),
      previewStream: this.showTrack(previous.previewStream, video),
      screenStream: this.showTrack(previous.screenStream, screenVideo),
    })
    // Of a device that was opened anew nothing shows but its sound.
    this.meter.setTrack(snapshot.microphone.isOn ? audio : null)
    this.mutedMicrophone.setTrack(snapshot.microphone.isOn ? null : this.microphone.getTrack())
    if (snapshot === previous) return
    this.snapshot = snapshot
    this.options.onChange(snapshot)
  }

  private publishTracks(): void {
    const previous = this.tracks
    this.tracks = keepIfEqual(previous, this.readTracks())
    if (this.tracks === previous) return
    const { audio, video } = this.tracks
    const hasOpened =
      (audio !== null && audio !== previous.audio) || (video !== null && video !== previous.video)
    if (hasOpened) this.devices.refresh()
    this.options.onTracks(this.tracks)
  }

  private readTracks(): LocalTracks {
    return {
      audio: this.voiceFilter.getTrack(),
      video: this.background.getTrack(),
      screenVideo: this.screen.getVideoTrack(),
      screenAudio: this.screen.getAudioTrack(),
    }
  }

  /** A camera whose picture is withheld until its background is ready is one that starts. */
  private readCamera(): CaptureSnapshot {
    const snapshot = this.camera.getSnapshot()
    if (!snapshot.isOn || this.background.getTrack() !== null) return snapshot
    return { ...snapshot, isOn: false, isStarting: true }
  }

  private handleFilterFailure(code: FilterErrorCode): void {
    if (!this.isClosed) this.options.onFilterFailure(code)
  }

  private showTrack(shown: MediaStream | null, track: MediaStreamTrack | null): MediaStream | null {
    if (track === null) return null
    return shown?.getVideoTracks()[0] === track ? shown : this.options.createMediaStream([track])
  }
}

function keepIfEqual<T extends object>(previous: T, next: T): T {
  const before = new Map<string, unknown>(Object.entries(previous))
  return Object.entries(next).every(([key, value]) => before.get(key) === value) ? previous : next
}
