import type { Clock } from '@/lib/browser/peer/clock'
import type { KeyRing } from '@/lib/browser/sealing/key-ring'
import type { PasscodeBits } from '@/lib/browser/sealing/passcode'
import type { CallEvent } from '@/lib/browser/store/call-event'
import type { MemberKey, ParticipantId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { PayloadCodec } from './payload-codec'
import type { SelfDescription } from './room-membership'
import type { StayRecord } from './stay'

export interface RoomEntranceOptions {
  readonly room: string
  readonly roomKey: string | null
  readonly memberKey: MemberKey
  readonly clock: Clock
  readonly keys: KeyRing
  readonly codec: PayloadCodec
  readonly selfId: ParticipantId
  readonly stay: () => StayRecord
  readonly onStayChange: (change: Pick<StayRecord, 'passcode'>) => void
  readonly onEvent: (event: CallEvent) => void
}

/** Everybody inside hears of another passcode and has sealed anew well within this. */
const PASSCODE_CHANGE_MS = 30_000

/** Owns what one proves at a room's door, and the keys that come of it. */
export class RoomEntrance {
  readonly #options: RoomEntranceOptions
  #forgetTimer: ReturnType<Clock['setTimeout']> | null = null

  constructor(options: RoomEntranceOptions) {
    this.#options = options
  }

  /** What the passcode became; null where there is none. */
  get passcode(): PasscodeBits | null {
    return this.#options.stay().passcode
  }

  /** Takes the keys of a stay that goes on after a refresh. */
  async open(): Promise<void> {
    const { passcode } = this.#options.stay()
    if (passcode !== null) await this.#options.keys.setPasscodeSecret(passcode.secret)
    this.#options.keys.forgetOlder()
    this.#tellPrivacy()
  }

  async describeSelf(profile: Profile, callOrder: CallOrder | null): Promise<SelfDescription> {
    const { memberKey, keys, codec, selfId, stay } = this.#options
    const { seed, token, passcode } = stay()
    const [keyId, payload] = await Promise.all([keys.keyId(), codec.encodeProfile(selfId, profile)])
    return {
      profile: payload,
      seed,
      memberKey,
      ...(keyId === null ? {} : { keyId }),
      ...(passcode === null ? {} : { passcodeProof: passcode.proof }),
      ...(token === null ? {} : { token }),
      ...(token === null || callOrder === null ? {} : { callOrder }),
    }
  }

  /** @returns What the passcode becomes in this room: half for the server, half for the key. Takes a device its time. */
  async stretch(passcode: string): Promise<PasscodeBits> {
    const { stretchPasscode } = await import('@/lib/browser/sealing/passcode')
    return stretchPasscode(passcode, this.#options.room, this.#options.roomKey)
  }

  /** From now on one proves this and seals by it alone; null: one knows none. */
  async prove(passcode: PasscodeBits | null): Promise<void> {
    await this.#setPasscode(passcode)
    this.#options.keys.forgetOlder()
  }

  /**
   * Those inside have another passcode, or none: one seals by it, and for a while still opens what is sealed as before, for not
   * everybody has heard of it yet.
   */
  async changePasscode(passcode: PasscodeBits | null): Promise<void> {
    const { clock, keys } = this.#options
    await this.#setPasscode(passcode)
    if (this.#forgetTimer !== null) clock.clearTimeout(this.#forgetTimer)
    this.#forgetTimer = clock.setTimeout(() => keys.forgetOlder(), PASSCODE_CHANGE_MS)
  }

  /** Shows what the door asks for. @returns False where the code is none of the door's. */
  showDoor(code: string): boolean {
    switch (code) {
      case 'passcode-required':
      case 'passcode-wrong':
        this.#tellDoor('passcode', code === 'passcode-wrong' ? code : null)
        return true
      case 'knock-required':
        this.#tellDoor('knocking', null)
        return true
      default:
        return false
    }
  }

  /** Those inside know that one waits, or one of them said no. */
  showKnock(isRefused: boolean): void {
    this.#tellDoor('knocking', isRefused ? 'knock-refused' : null, !isRefused)
  }

  async #setPasscode(passcode: PasscodeBits | null): Promise<void> {
    this.#options.onStayChange({ passcode })
    await this.#options.keys.setPasscodeSecret(passcode?.secret ?? null)
    this.#tellPrivacy()
  }

  #tellDoor(phase: 'passcode' | 'knocking', refusal: string | null, hasKnocked = false): void {
    this.#options.onEvent({ type: 'door-reached', phase, refusal, hasKnocked })
  }

  close(): void {
    if (this.#forgetTimer !== null) this.#options.clock.clearTimeout(this.#forgetTimer)
  }

  #tellPrivacy(): void {
    this.#options.onEvent({
      type: 'privacy-changed',
      privacy: this.#options.codec.isSealing ? 'sealed' : 'bare',
    })
  }
}
