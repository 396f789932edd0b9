import type { FilterErrorCode, LocalMedia } from '@/lib/browser/media/local-media'
import { nextTalkState, SILENT } from '@/lib/browser/sound/talk-hint'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { BackgroundChoice, NoiseSuppression } from '@/lib/browser/store/state'
import type { SessionEnvironment } from './session-environment'
import {
  loadOwnPicture,
  loadPreferences,
  type Preferences,
  type StayRecord,
  saveOwnPicture,
  savePreferences,
} from './stay'
import type { NoticeContent } from './views'

export interface OwnEffectsOptions {
  readonly environment: Pick<
    SessionEnvironment,
    'clock' | 'localStorage' | 'startVoiceFilter' | 'createBackground' | 'shrinkPicture'
  >
  readonly devices: LocalMedia
  readonly onEvent: (event: CallEvent) => void
  readonly onNotice: (notice: NoticeContent) => void
  readonly onVolumes: (volumes: StayRecord['volumes']) => void
}

/** More people than this have not been turned down in one stay; the earliest are forgotten. */
const MAX_VOLUMES = 64

/** What the person wishes of sound and picture beyond on and off: kept, told to the store, and put into effect on their devices. */
export class OwnEffects {
  readonly #options: OwnEffectsOptions
  #preferences: Preferences
  #ownPicture: string | null
  #volumes: StayRecord['volumes'] = {}
  #stopListening: (() => void) | null = null

  constructor(options: OwnEffectsOptions) {
    this.#options = options
    const preferences = loadPreferences(options.environment.localStorage)
    this.#ownPicture = loadOwnPicture(options.environment.localStorage)
    // Without the picture that hid the room, the room stays hidden.
    const isPictureLost = preferences.background === 'own' && this.#ownPicture === null
    this.#preferences = isPictureLost ? { ...preferences, background: 'blur' } : preferences
  }

  /** Puts what was chosen last into effect. Before a device opens, so that nothing is sent that a background should hide. */
  start(): void {
    this.#applyNoiseSuppression()
    this.#applyBackground()
    this.#tellSound()
    this.#tellBackground()
  }

  /** Takes up how loud others were before a refresh. */
  restoreVolumes(volumes: StayRecord['volumes']): void {
    this.#volumes = volumes
    this.#tellSound()
  }

  selectSpeaker(deviceId: string): void {
    this.#save({ speakerId: deviceId === '' ? null : deviceId })
    this.#tellSound()
  }

  setNoiseSuppression(noiseSuppression: NoiseSuppression): void {
    this.#save({ noiseSuppression })
    this.#applyNoiseSuppression()
    this.#tellSound()
  }

  setJoinToneOn(isJoinToneOn: boolean): void {
    this.#save({ isJoinToneOn })
    this.#tellSound()
  }

  setVolume(participantId: string, volume: number): void {
    const { [participantId]: _, ...others } = this.#volumes
    const bounded = Math.min(1, Math.max(0, volume))
    this.#volumes = Object.fromEntries(
      [...Object.entries(others), [participantId, bounded] as const].slice(-MAX_VOLUMES),
    )
    this.#options.onVolumes(this.#volumes)
    this.#tellSound()
  }

  setBackground(background: BackgroundChoice): void {
    if (background === 'own' && this.#ownPicture === null) return
    this.#save({ background })
    this.#applyBackground()
    this.#tellBackground()
  }

  /** Puts this picture behind the person. Never rejects: what is no picture is answered by a notice. */
  async bringPicture(file: Blob): Promise<void> {
    const { environment, onNotice } = this.#options
    const picture = await environment.shrinkPicture(file).catch(() => null)
    if (picture === null) {
      onNotice({ level: 'alert', code: 'background-picture-unreadable', values: {} })
      return
    }
    this.#ownPicture = picture
    saveOwnPicture(environment.localStorage, picture)
    this.setBackground('own')
  }

  /** A filter had to end; what was chosen stays remembered for the next stay, and can be chosen again in this one. */
  handleFilterFailure(code: FilterErrorCode): void {
    this.#options.onNotice({ level: 'alert', code, values: {} })
    if (code === 'voice-filter-failed') {
      this.#preferences = { ...this.#preferences, noiseSuppression: 'browser' }
      this.#applyNoiseSuppression()
      this.#tellSound()
    } else {
      this.#preferences = { ...this.#preferences, background: 'none' }
      this.#applyBackground()
      this.#tellBackground()
    }
  }

  /** From now on the person is told when they talk and are muted. */
  startTalkWatch(): void {
    if (this.#stopListening !== null) return
    const { devices, environment, onNotice } = this.#options
    let state = SILENT
    this.#stopListening = devices.observeMutedMicrophoneLevel((level) => {
      const next = nextTalkState(state, { level, atMs: environment.clock.now() })
      state = next.state
      if (next.shouldHint) onNotice({ level: 'status', code: 'talking-while-muted', values: {} })
    })
  }

  stopTalkWatch(): void {
    this.#stopListening?.()
    this.#stopListening = null
  }

  #save(change: Partial<Preferences>): void {
    this.#preferences = { ...this.#preferences, ...change }
    savePreferences(this.#options.environment.localStorage, change)
  }

  #applyNoiseSuppression(): void {
    const { devices, environment } = this.#options
    const { noiseSuppression } = this.#preferences
    // Two filters in a row take away what the second needs to tell a voice from noise.
    devices.setNoiseSuppressed(noiseSuppression === 'browser')
    devices.setVoiceFilter(noiseSuppression === 'strong' ? environment.startVoiceFilter : null)
  }

  #applyBackground(): void {
    const { devices, environment } = this.#options
    const { background } = this.#preferences
    devices.setBackground(
      background === 'none' ? null : environment.createBackground(background, this.#ownPicture),
    )
  }

  #tellSound(): void {
    const { speakerId, noiseSuppression, isJoinToneOn } = this.#preferences
    const sound = { speakerId, noiseSuppression, isJoinToneOn, volumes: this.#volumes }
    this.#options.onEvent({ type: 'sound-changed', sound })
  }

  #tellBackground(): void {
    const { background } = this.#preferences
    this.#options.onEvent({ type: 'background-changed', background, ownPicture: this.#ownPicture })
  }
}
