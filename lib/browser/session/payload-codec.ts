import type * as z from 'zod/mini'
import type { KeyRing, PayloadContext } from '@/lib/browser/sealing/key-ring'
import type { OfferId, ParticipantId } from '@/lib/protocol/ids'
import { CandidateMessage, DescriptionMessage, LinkMessage, Profile } from '@/lib/protocol/link-messages'

/** What came out of a payload. `counter` is its place among what its sender sealed for the link; null where payloads are plain. */
export interface Opened<T> {
  readonly content: T
  readonly counter: number | null
}

/**
 * Turns profiles and link messages into payloads and back: sealed where the room has a key, else the JSON itself. What does not open
 * or is not of its schema comes back as null; where there is a key, nothing is ever taken as plain (docs/protocol.md, S5).
 */
export class PayloadCodec {
  readonly #keys: Pick<KeyRing, 'isSealing' | 'seal' | 'open'>

  constructor(keys: Pick<KeyRing, 'isSealing' | 'seal' | 'open'>) {
    this.#keys = keys
  }

  get isSealing(): boolean {
    return this.#keys.isSealing
  }

  encodeProfile(sender: ParticipantId, profile: Profile): Promise<string> {
    return this.encode({ sender, kind: 'profile', subject: '' }, 0, profile)
  }

  async encode(context: PayloadContext, counter: number, content: Profile | LinkMessage): Promise<string> {
    const text = JSON.stringify(content)
    return this.#keys.isSealing ? this.#keys.seal(context, counter, text) : text
  }

  async openProfile(sender: ParticipantId, payload: string): Promise<Profile | null> {
    const opened = await this.#open({ sender, kind: 'profile', subject: '' }, Profile, payload)
    return opened?.content ?? null
  }

  openDescription(
    kind: 'offer' | 'answer',
    sender: ParticipantId,
    subject: OfferId,
    payload: string,
  ): Promise<Opened<DescriptionMessage> | null> {
    return this.#open({ sender, kind, subject }, DescriptionMessage, payload)
  }

  openCandidates(
    sender: ParticipantId,
    subject: OfferId,
    payloads: readonly string[],
  ): Promise<readonly (Opened<CandidateMessage> | null)[]> {
    const context = { sender, kind: 'candidate', subject } as const
    return Promise.all(payloads.map((payload) => this.#open(context, CandidateMessage, payload)))
  }

  openLinkMessage(
    sender: ParticipantId,
    subject: OfferId,
    payload: string,
  ): Promise<Opened<LinkMessage> | null> {
    return this.#open({ sender, kind: 'link', subject }, LinkMessage, payload)
  }

  async #open<T>(
    context: PayloadContext,
    schema: z.ZodMiniType<T>,
    payload: string,
  ): Promise<Opened<T> | null> {
    const plain = this.#keys.isSealing ? null : toOpened(schema, payload, null)
    if (plain !== null) return plain
    // Also where nothing is sealed any more: not everybody has heard yet that the passcode was removed (S7).
    const opened = await this.#keys.open(context, payload)
    return opened.ok ? toOpened(schema, opened.text, opened.counter) : null
  }
}

function toOpened<T>(schema: z.ZodMiniType<T>, text: string, counter: number | null): Opened<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? { content: parsed.data, counter } : null
  } catch {
    return null
  }
}
