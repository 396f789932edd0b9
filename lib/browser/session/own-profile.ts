import type { LocalMediaSnapshot } from '@/lib/browser/media/local-media'
import type { Clock } from '@/lib/browser/peer/clock'
import type { Profile } from '@/lib/protocol/link-messages'
import { cleanDisplayName, nextProfile } from './profiles'

export interface OwnProfileOptions {
  readonly clock: Clock
  /** Milliseconds since the epoch: revisions must grow across refreshes. */
  readonly epochMs: () => number
  /** Stands in for a name that was left empty. */
  readonly guestName: string
  readonly name: string
  /** The others should hear of the new profile. */
  readonly onChange: (profile: Profile) => void
}

/** A name is typed letter by letter; the others need not watch. */
const NAME_SETTLES_MS = 300

/** Owns what is said of oneself: name and media state, a revision later with each change. */
export class OwnProfile {
  readonly #options: OwnProfileOptions
  #name: string
  #profile: Profile
  #nameTimer: ReturnType<Clock['setTimeout']> | null = null

  constructor(options: OwnProfileOptions) {
    this.#options = options
    this.#name = cleanDisplayName(options.name)
    this.#profile = nextProfile(0, options.epochMs(), {
      name: this.#name || options.guestName,
      isMicrophoneOn: false,
      isCameraOn: false,
      screenStreamId: null,
      isRecording: false,
    })
  }

  /** As typed, empty where nothing was. */
  get name(): string {
    return this.#name
  }

  get current(): Profile {
    return this.#profile
  }

  setName(text: string): void {
    this.#name = cleanDisplayName(text)
    this.#stopTimer()
    this.#nameTimer = this.#options.clock.setTimeout(() => this.settleName(), NAME_SETTLES_MS)
  }

  /** Makes a name that is still being typed count now. */
  settleName(): void {
    this.#stopTimer()
    this.#update({ name: this.#name || this.#options.guestName })
  }

  setMedia({ microphone, camera, screenStream }: LocalMediaSnapshot): void {
    this.#update({
      isMicrophoneOn: microphone.isOn,
      isCameraOn: camera.isOn,
      screenStreamId: screenStream?.id ?? null,
    })
  }

  /** When the hand went up; null: it is down. */
  setHand(raisedAt: number | null): void {
    this.#update({ handRaisedAt: raisedAt ?? undefined })
  }

  setRecording(isRecording: boolean): void {
    this.#update({ isRecording })
  }

  close(): void {
    this.#stopTimer()
  }

  #update(change: Partial<Omit<Profile, 'revision'>>): void {
    const { revision, ...before } = this.#profile
    const after = { ...before, ...change }
    if (JSON.stringify(after) === JSON.stringify(before)) return
    this.#profile = nextProfile(revision, this.#options.epochMs(), after)
    this.#options.onChange(this.#profile)
  }

  #stopTimer(): void {
    if (this.#nameTimer !== null) this.#options.clock.clearTimeout(this.#nameTimer)
    this.#nameTimer = null
  }
}
