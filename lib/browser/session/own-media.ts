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
  readonly onFilterFailure: LocalMediaOptions['onFilterFailure']
  /** The person switched something: what a refresh should find again. */
  readonly onWish: (wish: Partial<Pick<StayRecord, 'isMicrophoneOn' | 'isCameraOn'>>) => void
}

/** What the person does with their devices in one stay: the devices themselves are LocalMedia's, their choices are kept here. */
export class OwnMedia {
  readonly devices: LocalMedia
  readonly #options: OwnMediaOptions
  #isClosed = false
  #isMutedByHost = false
  /** On only while it is held. */
  #isPushed = false

  constructor(options: OwnMediaOptions) {
    this.#options = options
    this.devices = options.environment.createLocalMedia({
      onChange: (snapshot) => {
        // What is released at the end is not what the person has switched off.
        if (!this.#isClosed) options.onChange(snapshot)
      },
      onTracks: options.onTracks,
      onNotice: (notice) => this.#handleNotice(notice),
      onFilterFailure: options.onFilterFailure,
    })
  }

  /** Opens what the person wants, with the devices they chose last. */
  async start(wish: { readonly microphone: boolean; readonly camera: boolean }): Promise<void> {
    const { microphoneId, cameraId } = loadPreferences(this.#options.environment.localStorage)
    const microphone = wish.microphone && !this.#isMutedByHost
    await this.devices.start({ camera: wish.camera, microphone, microphoneId, cameraId })
  }

  toggleMicrophone(): void {
    const isMicrophoneOn = this.#isPushed || !this.devices.getSnapshot().microphone.isOn
    this.#isPushed = false
    if (isMicrophoneOn && this.#isMutedByHost) {
      this.#options.onNotice({ level: 'alert', code: 'muted-by-host', values: {} })
      return
    }
    this.#options.onWish({ isMicrophoneOn })
    this.devices.setMicrophoneOn(isMicrophoneOn)
  }

  /** Held, a muted microphone is on; let go, it is muted again. Nothing of it outlasts a refresh. */
  pushToTalk(isHeld: boolean): void {
    const { isOn, isStarting } = this.devices.getSnapshot().microphone
    if (isHeld === this.#isPushed || (isHeld && (isOn || isStarting || this.#isMutedByHost))) return
    this.#isPushed = isHeld
    this.devices.setMicrophoneOn(isHeld)
  }

  /** While a host has muted the person, the microphone stays off whatever they press. Freed, it stays off until they switch it on. */
  setMutedByHost(isMutedByHost: boolean): void {
    if (isMutedByHost === this.#isMutedByHost) return
    this.#isMutedByHost = isMutedByHost
    this.#isPushed = false
    if (isMutedByHost) this.devices.setMicrophoneOn(false)
    const code = isMutedByHost ? 'muted-by-host' : 'unmuted-by-host'
    this.#options.onNotice({ level: isMutedByHost ? 'alert' : 'status', code, values: {} })
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
