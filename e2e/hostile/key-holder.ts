import { KeyRing, type PayloadContext } from '@/lib/browser/sealing/key-ring'

/** A payload as it was sealed, and where it stood among its sender's. */
interface Sealed {
  readonly context: PayloadContext
  readonly payload: string
}

/**
 * Seals with the room's own key what nobody sealed: stronger than any server, so that each refusal is the work of the one binding that
 * is broken. Stands for whoever has used the key in another room, as another sender, or of another kind.
 */
export class KeyHolder {
  readonly #room: string
  readonly #key: string

  constructor(room: string, key: string) {
    this.#room = room
    this.#key = key
  }

  /** @returns The same text under the same counter, sealed for another room or context. */
  async sealAgain(
    { context, payload }: Sealed,
    change: { readonly room?: string; readonly context?: Partial<PayloadContext> },
  ): Promise<string> {
    const opened = await new KeyRing(this.#room, this.#key).open(context, payload)
    if (!opened.ok) throw new Error('The payload is not of this key')
    const ring = new KeyRing(change.room ?? this.#room, this.#key)
    return ring.seal({ ...context, ...change.context }, opened.counter, opened.text)
  }
}
