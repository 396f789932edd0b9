import type { RoomSettings } from '@/lib/protocol/room'
import { judgeEntry } from './judge-entry'
import type { OpenedSnapshot } from './opened-facts'
import type { RoomEntrance } from './room-entrance'
import type { RoomMembership } from './room-membership'

export interface RoomDoorOptions {
  readonly entrance: RoomEntrance
  readonly membership: RoomMembership
  /** Whether the room has a key, or a passcode that one knows. */
  readonly isSealing: () => boolean
  /** A name that is still being typed counts now: others are about to read it. */
  readonly settleName: () => void
  /** The room does not take the person in, and there is nothing that they could show it. */
  readonly onRefused: (code: string) => void
}

/** Owns what stands between a person and the room: shows what it asks for, and comes in anew where that has changed. */
export class RoomDoor {
  readonly #options: RoomDoorOptions
  #isPassed = false
  #hasComeAnew = false

  constructor(options: RoomDoorOptions) {
    this.#options = options
  }

  /** The room has taken the person in; it stays so over losses of the socket. */
  get isPassed(): boolean {
    return this.#isPassed
  }

  /** Tries the passcode. */
  async submitPasscode(passcode: string): Promise<void> {
    const { entrance, membership } = this.#options
    // What was said of the try before is said no longer, so that it is heard again where this one is wrong too.
    entrance.showDoor('passcode-required')
    await entrance.prove(await entrance.stretch(passcode))
    membership.join()
  }

  knock(): void {
    this.#options.settleName()
    void this.#options.membership.knock()
  }

  stopKnocking(): void {
    this.#options.membership.stopKnocking()
  }

  handleKnockAnswered(isAdmitted: boolean): void {
    const { entrance, membership } = this.#options
    if (isAdmitted) {
      membership.join()
      return
    }
    membership.endKnock()
    entrance.showKnock(true)
  }

  /** A join was refused. */
  handleRefused(code: string): void {
    if (!this.#options.entrance.showDoor(code)) this.#options.onRefused(code)
  }

  /**
   * A join was granted.
   * @param others Everybody else in the room.
   * @returns Whether the person is in by it. Else they come anew, or the others have another key.
   */
  enter(others: OpenedSnapshot['participants'], { hasPasscode }: RoomSettings): boolean {
    const { entrance, membership, isSealing, onRefused } = this.#options
    const judgement = judgeEntry({
      hasPasscode,
      knowsPasscode: entrance.passcode !== null,
      isForeign: isSealing() && others.length > 0 && others.every(({ profile }) => profile === null),
      hasComeAnew: this.#hasComeAnew,
    })
    switch (judgement) {
      case 'enter':
        this.#isPassed = true
        this.#hasComeAnew = false
        return true
      case 'come-anew':
        void this.comeAnew()
        return false
      case 'forget-passcode':
        void this.#forgetPasscode()
        return false
      case 'refuse':
        void membership.signaling.request('room:leave', {})
        onRefused('key-wrong')
        return false
    }
  }

  /** Goes out, to be asked like everybody who comes. */
  async comeAnew(): Promise<void> {
    const { membership } = this.#options
    this.#hasComeAnew = true
    await membership.signaling.request('room:leave', {})
    this.#isPassed = false
    membership.join()
  }

  async #forgetPasscode(): Promise<void> {
    await this.#options.entrance.prove(null)
    await this.comeAnew()
  }
}
