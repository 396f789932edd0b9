import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { OwnProfile } from './own-profile'
import type { PayloadCodec } from './payload-codec'

export interface ProfileTellerOptions {
  readonly signaling: SignalingClient
  readonly codec: PayloadCodec
  readonly profile: OwnProfile
  readonly selfId: ParticipantId
}

/** Tells the server one's profile, and knows which one it was told when it took the person in. */
export class ProfileTeller {
  readonly #options: ProfileTellerOptions
  #joinedWith: Profile | null = null

  constructor(options: ProfileTellerOptions) {
    this.#options = options
  }

  /** @returns What a join tells. */
  describe(): Profile {
    this.#joinedWith = this.#options.profile.current
    return this.#joinedWith
  }

  /** The join has come through: what changed meanwhile is told after it. */
  noteJoined(): void {
    if (this.#joinedWith !== this.#options.profile.current) this.tell()
  }

  /** Tells the profile of now, sealed by the keys of now. */
  tell(): void {
    void this.#send(this.#options.profile.current)
  }

  async #send(profile: Profile): Promise<void> {
    const { signaling, codec, selfId } = this.#options
    await signaling.request('profile:update', { profile: await codec.encodeProfile(selfId, profile) })
  }
}
