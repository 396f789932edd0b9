import type { OpenedSignal } from './opened-facts'
import type { PreparedLinks } from './prepared-links'
import type { RoomModel } from './room-model'

/** Decides whether links may be made before an answer, and has them made with those who ring or may be rung. */
export class LinkPreparation {
  readonly #model: RoomModel
  readonly #links: PreparedLinks
  readonly #mayShowAddress: () => boolean
  /** The server lets links be made before an answer. */
  isAllowed = false

  /** @param mayShowAddress - the person does not hide their address, which a link made with somebody tells them */
  constructor(model: RoomModel, links: PreparedLinks, mayShowAddress: () => boolean) {
    this.#model = model
    this.#links = links
    this.#mayShowAddress = mayShowAddress
  }

  receive(fact: OpenedSignal, isInCall: boolean): void {
    if (this.#mayPrepare) this.#links.receive(fact, isInCall)
  }

  /** While somebody rings, the link to them is made; when nobody does any more, or none may be, there is none. */
  match(isInCall: boolean): void {
    if (this.#mayPrepare) this.#links.match(this.#model.whomToPrepareFor(isInCall))
    else this.#links.closeAll()
  }

  get #mayPrepare(): boolean {
    return this.isAllowed && this.#model.settings?.door === 'open' && this.#mayShowAddress()
  }
}
