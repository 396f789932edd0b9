import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import type { RoomSettings } from '@/lib/protocol/room'
import type { Inbox } from './inbox'
import type { RoomEntrance } from './room-entrance'

type PasscodeMessage = Extract<LinkMessage, { kind: 'passcode' }>

export interface RoomPasscodeOptions {
  readonly entrance: RoomEntrance
  readonly signaling: Pick<SignalingClient, 'request'>
  /** In which facts wait for their turn. */
  readonly inbox: Pick<Inbox, 'take'>
  /** To everybody who is linked. */
  readonly broadcast: (message: PasscodeMessage) => void
  /** There is a new key: what the server holds of us is to be sealed by it. */
  readonly onKeyChange: () => void
  /** Somebody in the lobby does not know the passcode that there is now. */
  readonly onToBeProven: () => void
  readonly onRefused: (code: string) => void
}

const NO_PASSCODE: PasscodeMessage = { kind: 'passcode', proof: null, secret: null }

/** What happens with a room's passcode while one is inside: set by a host, taken over from one (docs/protocol.md, H7, S6, S7). */
export class RoomPasscode {
  readonly #options: RoomPasscodeOptions
  #isSetting = false

  constructor(options: RoomPasscodeOptions) {
    this.#options = options
  }

  /** The host's: whoever comes from now on must know it; null: nobody must. */
  async set(passcode: string | null): Promise<void> {
    const { entrance, signaling, broadcast, inbox, onKeyChange, onRefused } = this.#options
    const bits = passcode === null ? null : await entrance.stretch(passcode)
    const before = entrance.passcode
    this.#isSetting = true
    // First here: who comes right after the server has taken it must be readable.
    await entrance.changePasscode(bits)
    const result = await signaling.request('room:configure', { passcodeProof: bits?.proof ?? null })
    // What the server stated before it answered is our own doing, however long it takes to read.
    await inbox.take(
      async () => undefined,
      () => undefined,
    )
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
   * What settings mean for somebody in the lobby: a passcode is to be proven where there is one now or, where nothing else has changed,
   * where it is another; it is forgotten where there is none any more. In the call one hears of it from the host who set it.
   */
  handleSettings(before: RoomSettings | null, after: RoomSettings): void {
    if (this.#isSetting) return
    if (!after.hasPasscode) {
      if (this.#options.entrance.passcode !== null) void this.take(NO_PASSCODE)
    } else if (
      before === null ||
      JSON.stringify({ ...before, hasPasscode: true }) === JSON.stringify(after)
    ) {
      this.#options.onToBeProven()
    }
  }
}
