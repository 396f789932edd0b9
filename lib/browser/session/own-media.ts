import type {
  LocalMedia,
  LocalMediaOptions,
  LocalMediaSnapshot,
  MediaNotice,
} from '@/lib/browser/media/local-media'
import type { SessionEnvironment } from './session-environment'
import { loadPreferences, type StayRecord, savePreferences } from './stay'
import type { NoticeContent } from './views'

export interface OwnMediaOptions {
  readonly environment: Pick<SessionEnvironment, 'createLocalMedia' | 'localStorage'>
  readonly onChange: (snapshot: LocalMediaSnapshot) => void
  readonly onTracks: LocalMediaOptions['onTracks']
  readonly onNotice: (notice: NoticeContent) => void
  /** The person switched something: what a refresh should find again. */
  readonly onWish: (wish: Partial<Pick<StayRecord, 'isMicrophoneOn' | 'isCameraOn'>>) => void
}

/** What the person does with their devices in one stay: the devices themselves are LocalMedia's, their choices are kept here. */
export class OwnMedia {
  readonly devices: LocalMedia
  readonly #options: OwnMediaOptions
  #isClosed = false

  constructor(options: OwnMediaOptions) {
    this.#options = options
    this.devices = options.environment.createLocalMedia({
      onChange: (snapshot) => {
        // What is released at the end is not what the person has switched off.
        if (!this.#isClosed) options.onChange(snapshot)
      },
      onTracks: options.onTracks,
      onNotice: (notice) => this.#handleNotice(notice),
    })
  }

  /** Opens what the person wants, with the devices they chose last. */
  async start(wish: { readonly microphone: boolean; readonly camera: boolean }): Promise<void> {
    const { microphoneId, cameraId } = loadPreferences(this.#options.environment.localStorage)
    await this.devices.start({ ...wish, microphoneId, cameraId })
  }

  toggleMicrophone(): void {
    const isMicrophoneOn = !this.devices.getSnapshot().microphone.isOn
    this.#options.onWish({ isMicrophoneOn })
    this.devices.setMicrophoneOn(isMicrophoneOn)
  }

  toggleCamera(): void {
    const isCameraOn = !this.devices.getSnapshot().camera.isOn
    this.#options.onWish({ isCameraOn })
    this.devices.setCameraOn(isCameraOn)
  }

  /** Switches now, and remembers the choice for any room. */
  selectMicrophone(microphoneId: string): void {
    savePreferences(this.#options.environment.localStorage, { microphoneId })
    this.devices.selectMicrophone(microphoneId)
  }

  selectCamera(cameraId: string): void {
    savePreferences(this.#options.environment.localStorage, { cameraId })
    this.devices.selectCamera(cameraId)
  }

  toggleScreenShare(): void {
    if (this.devices.getSnapshot().screenStream === null) void this.devices.startScreenShare()
    else this.devices.stopScreenShare()
  }

  close(): void {
    this.#isClosed = true
    this.devices.close()
  }

  #handleNotice({ code, fallbackLabel }: MediaNotice): void {
    // Whoever closed the browser's own picker knows that nothing is shared.
    if (code === 'screen-denied') return
    this.#options.onNotice(
      fallbackLabel === null
        ? { level: 'alert', code, values: {} }
        : { level: 'status', code: 'device-fallback', values: { device: fallbackLabel } },
    )
  }
}
