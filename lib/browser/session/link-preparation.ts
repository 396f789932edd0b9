import type { OpenedSignal } from './opened-facts'
import type { PreparationDepth, PreparedLinks } from './prepared-links'
import type { RoomModel } from './room-model'

export interface LinkPreparationOptions {
  readonly model: RoomModel
  readonly links: PreparedLinks
  /** The person calls or has answered; before, they look at who rings. */
  readonly isInCall: () => boolean
  /** The person does not hide their address, which a connection tells whoever it is made with. */
  readonly mayShowAddress: () => boolean
}

/** Decides how far links may be made before an answer, and has them made with those who ring or may be rung. */
export class LinkPreparation {
  readonly #model: RoomModel
  readonly #links: PreparedLinks
  readonly #isInCall: () => boolean
  readonly #mayShowAddress: () => boolean
  /** The server lets links be connected before an answer. */
  isInstantAnswerOn = false

  constructor({ model, links, isInCall, mayShowAddress }: LinkPreparationOptions) {
    this.#model = model
    this.#links = links
    this.#isInCall = isInCall
    this.#mayShowAddress = mayShowAddress
  }

  /** @returns False where it is of no link that waits for its answer. */
  receive(fact: OpenedSignal): boolean {
    const depth = this.#depth
    if (depth === null || !this.#links.receive(fact, this.#isInCall() ? depth : null)) return false
    // One that was ended is made anew.
    this.match()
    return true
  }

  /** The network may be another, or the relays; and the server is within reach, so that the others hear of it. */
  renew(): void {
    this.#links.closeHeld()
    this.match()
  }

  /** While somebody rings, the link to them is made; when nobody does any more, or none may be, there is none. */
  match(): void {
    const depth = this.#depth
    if (depth !== null) this.#links.match({ ...this.#model.whomToPrepareFor(this.#isInCall()), depth })
    else this.#links.closeAll()
  }

  /** null: nobody is met before the door. */
  get #depth(): PreparationDepth | null {
    if (this.#model.settings?.door !== 'open') return null
    return this.isInstantAnswerOn && this.#mayShowAddress() ? 'connected' : 'held'
  }
}
