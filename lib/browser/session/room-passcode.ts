import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import type { RoomSettings } from '@/lib/protocol/room'
import type { RoomEntrance } from './room-entrance'

type PasscodeMessage = Extract<LinkMessage, { kind: 'passcode' }>

export interface RoomPasscodeOptions {
  readonly entrance: RoomEntrance
  readonly signaling: Pick<SignalingClient, 'request'>
  /** To everybody who is linked. */
  readonly broadcast: (message: PasscodeMessage) => void
  /** There is a new key: what the server holds of us is to be sealed by it. */
  readonly onKeyChange: () => void
  readonly onRefused: (code: string) => void
}

/** What happens with a room's passcode: proven at the door, set by a host, taken over from one (docs/protocol.md, H7, S6, S7). */
export class RoomPasscode {
  readonly #options: RoomPasscodeOptions
  #isSetting = false

  constructor(options: RoomPasscodeOptions) {
    this.#options = options
  }

  /** Makes it what one proves at the next join. */
  async prove(passcode: string): Promise<void> {
    const { entrance } = this.#options
    await entrance.prove(await entrance.stretch(passcode))
  }

  /** The host's: whoever comes from now on must know it; null: nobody must. */
  async set(passcode: string | null): Promise<void> {
    const { entrance, signaling, broadcast, onKeyChange, onRefused } = this.#options
    const bits = passcode === null ? null : await entrance.stretch(passcode)
    const before = entrance.passcode
    this.#isSetting = true
    // First here: who comes right after the server has taken it must be readable.
    await entrance.changePasscode(bits)
    const result = await signaling.request('room:configure', { passcodeProof: bits?.proof ?? null })
    this.#isSetting = false
    if (result.ok) {
      broadcast({ kind: 'passcode', proof: bits?.proof ?? null, secret: bits?.secret ?? null })
      onKeyChange()
    } else {
      await entrance.changePasscode(before)
      onRefused(result.code)
    }
  }

  /** Takes over what a host has set while one was inside. */
  async take({ proof, secret }: PasscodeMessage): Promise<void> {
    const isRemoved = proof === null || secret === null
    await this.#options.entrance.changePasscode(isRemoved ? null : { proof, secret })
    this.#options.onKeyChange()
  }

  /**
   * Whether somebody in the lobby must prove a passcode: there is one now or, where nothing else has changed, it is another. In the
   * call one hears of it from the host who set it.
   */
  isToBeProven(before: RoomSettings | null, after: RoomSettings): boolean {
    if (this.#isSetting || !after.hasPasscode) return false
    return before === null || JSON.stringify({ ...before, hasPasscode: true }) === JSON.stringify(after)
  }
}
