import type { Clock } from '@/lib/browser/peer/clock'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { LinkMessage } from '@/lib/protocol/link-messages'
import type { RoomSettings } from '@/lib/protocol/room'
import type { Inbox } from './inbox'
import type { RoomEntrance } from './room-entrance'

type PasscodeMessage = Extract<LinkMessage, { kind: 'passcode' }>

export interface RoomPasscodeOptions {
  readonly clock: Clock
  readonly entrance: RoomEntrance
  readonly signaling: Pick<SignalingClient, 'ask'>
  /** In which facts wait for their turn. */
  readonly inbox: Pick<Inbox, 'emptied' | 'hold'>
  /** To everybody who is linked. */
  readonly broadcast: (message: PasscodeMessage) => void
  /** There is a new key: what the server holds of us is to be sealed by it. */
  readonly onKeyChange: () => void
  /** One is linked to nobody and does not know the passcode that there is now. */
  readonly onToBeProven: () => void
  readonly onRefused: (code: string) => void
}

/** A host's link carries the news well within this; who does not hear goes on with the key that they have. */
const NEWS_MS = 2_000

const NO_PASSCODE: PasscodeMessage = { kind: 'passcode', proof: null, secret: null }

/** What happens with a room's passcode while one is inside: set by a host, taken over from one (docs/protocol.md, H7, S6, S7). */
export class RoomPasscode {
  readonly #options: RoomPasscodeOptions
  #isSetting = false
  #endWaiting = (): void => undefined

  constructor(options: RoomPasscodeOptions) {
    this.#options = options
  }

  /** The host's: whoever comes from now on must know it; null: nobody must. */
  async set(passcode: string | null): Promise<void> {
    const { entrance, signaling, inbox, onRefused } = this.#options
    const bits = passcode === null ? null : await entrance.stretch(passcode)
    this.#isSetting = true
    await new Promise<void>((resolve) => {
      const proof = bits?.proof ?? null
      signaling.ask('room:configure', { passcodeProof: proof }, (result) => {
        // As it arrives: who comes after it must be readable, and before it nobody knows of another key.
        if (result.ok) void this.#change({ kind: 'passcode', proof, secret: bits?.secret ?? null })
        else onRefused(result.code)
        resolve()
      })
    })
    // What the server stated before it answered is our own doing, however long it takes to read.
    await inbox.emptied()
    this.#isSetting = false
  }

  /** Takes over what a host has set while one was inside. */
  async take({ proof, secret }: PasscodeMessage): Promise<void> {
    const isRemoved = proof === null || secret === null
    const changing = this.#options.entrance.changePasscode(isRemoved ? null : { proof, secret })
    this.#endWaiting()
    await changing
    this.#options.onKeyChange()
  }

  async #change(message: PasscodeMessage): Promise<void> {
    this.#options.broadcast(message)
    await this.take(message)
  }

  /**
   * What settings mean for somebody who has not set them. Who is linked hears of another passcode from the host who set it, and reads
   * on after that. Who is not must prove it, or forgets it where there is none any more.
   */
  handleSettings(before: RoomSettings | null, after: RoomSettings, isLinked: boolean): void {
    const { entrance, inbox, onToBeProven } = this.#options
    const isAnother = after.hasPasscode ? mayBeAnother(before, after) : entrance.passcode !== null
    if (this.#isSetting || !isAnother) return
    if (isLinked) inbox.hold(this.#waitForNews())
    else if (after.hasPasscode) onToBeProven()
    else void this.take(NO_PASSCODE)
  }

  #waitForNews(): Promise<void> {
    this.#endWaiting()
    return new Promise((resolve) => {
      this.#endWaiting = resolve
      this.#options.clock.setTimeout(resolve, NEWS_MS)
    })
  }
}

/** Whether there is a passcode now and was none or, where nothing else has changed, whether it may be another. */
function mayBeAnother(before: RoomSettings | null, after: RoomSettings): boolean {
  return before === null || JSON.stringify({ ...before, hasPasscode: true }) === JSON.stringify(after)
}
