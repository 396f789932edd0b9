import type { Bytes } from '@/lib/protocol/base64url'
import type { ParticipantId } from '@/lib/protocol/ids'
import { decodeBase64Url } from './base64url'
import { deriveKeyId, deriveSealingKey, type SealingKey } from './key-derivation'
import { decodeRoomKey } from './room-key'
import { NONCE_BYTES, openText, parseSealedPayload, sealText } from './sealed-payload'

/** What a payload belongs to, and where alone it opens (docs/protocol.md, S2 and S3). */
export interface PayloadContext {
  readonly sender: ParticipantId
  readonly kind: 'profile' | 'offer' | 'answer' | 'candidate' | 'link'
  /** The id of the offer or link; '' for a profile. */
  readonly subject: string
}

/** A payload's text and the counter bound into it, or that it does not open (docs/protocol.md, S5). */
export type OpenedPayload =
  | { readonly ok: true; readonly text: string; readonly counter: number }
  | { readonly ok: false }

interface RingEntry {
  /** null: the room key alone. */
  readonly secret: string | null
  readonly key: Promise<SealingKey>
}

/** More passcodes than hosts set within the life of what was sealed by the first of them. */
const MAX_KEYS = 8
const SECRET_BYTES = 32
const NO_BYTES = new Uint8Array()

/**
 * Owns the keys of one room in one stay (docs/protocol.md, S1, S2 and S7): seals by the newest, opens by any. Keys are derived once,
 * from the moment they are known, and cannot be read out.
 *
 * Whether a payload is in its turn (S4) is not decided here: `open` gives the counter.
 */
export class KeyRing {
  readonly #room: string
  /** No bytes in a room without a key. */
  readonly #roomKey: Bytes
  readonly #keyId: Promise<string | null>
  readonly #createNonce: () => Bytes
  /** Newest first. */
  #entries: readonly RingEntry[] = []
  /** The newest key, or none: that of a room without a key whose passcode was removed. */
  #sealing: RingEntry | null = null

  /**
   * @param room The room's name in its one form (J2).
   * @param roomKey As `readRoomKey` gave it; null in a room without a key.
   * @param createNonce For tests alone: a nonce that comes twice under one key breaks it.
   * @throws TypeError for a room key of another form.
   */
  constructor(room: string, roomKey: string | null, createNonce: () => Bytes = createRandomNonce) {
    this.#room = room
    this.#roomKey = roomKey === null ? NO_BYTES : decodeRoomKey(roomKey)
    this.#keyId = roomKey === null ? Promise.resolve(null) : deriveKeyId(this.#roomKey, room)
    this.#createNonce = createNonce
    if (roomKey !== null) this.#add(null, NO_BYTES)
  }

  /** The id of the room key (S1), which the server compares, whatever the passcode is; null in a room without a key. */
  keyId(): Promise<string | null> {
    return this.#keyId
  }

  /** Whether there is a key to seal with: a room key or a passcode's secret. */
  get isSealing(): boolean {
    return this.#sealing !== null
  }

  /**
   * Makes the key of room key and secret the newest, of the room key alone for null. Of those before, the newest seven still open.
   * It counts from the call on; the promise says that the key is derived.
   * @param secret As `stretchPasscode` gave it.
   * @throws TypeError for a secret that is not 256 bits in canonical base64url; the keys stay as they were.
   */
  async setPasscodeSecret(secret: string | null): Promise<void> {
    if (secret === null && this.#roomKey.length === 0) {
      this.#sealing = null
      return
    }
    await this.#add(secret, secret === null ? NO_BYTES : decodeSecret(secret)).key
  }

  /**
   * Opens by the newest key alone from now on: who has the link and not the passcode could else still seal what opens here.
   * Without effect where there is no key.
   */
  forgetOlder(): void {
    if (this.#sealing !== null) this.#entries = [this.#sealing]
  }

  /**
   * Seals a text by the newest key, under a fresh nonce.
   * @param counter An integer of 48 bits that this sender has not used for this subject (S4).
   * @throws Error where there is no key, RangeError for another counter: programming errors both.
   */
  async seal(context: PayloadContext, counter: number, text: string): Promise<string> {
    if (this.#sealing === null) throw new Error('There is no key to seal with')
    const key = await this.#sealing.key
    return sealText(key, this.#bound(context), counter, this.#createNonce(), text)
  }

  /** Opens what somebody sealed in this room for exactly this context, by whichever key it was. Never throws, whatever comes. */
  async open(context: PayloadContext, payload: string): Promise<OpenedPayload> {
    const sealed = parseSealedPayload(payload)
    if (sealed === null) return { ok: false }
    const bound = this.#bound(context)
    for (const entry of this.#entries) {
      const { mark, key } = await entry.key
      const text = mark === sealed.mark ? await openText(key, bound, sealed) : null
      if (text !== null) return { ok: true, text, counter: sealed.counter }
    }
    return { ok: false }
  }

  #bound({ sender, kind, subject }: PayloadContext): readonly string[] {
    return [this.#room, sender, kind, subject]
  }

  /** A key that was there already is moved, not doubled: who goes to and fro between two passcodes drives no third one out. */
  #add(secret: string | null, bytes: Bytes): RingEntry {
    const entry = this.#entries.find((known) => known.secret === secret) ?? {
      secret,
      key: deriveSealingKey(new Uint8Array([...this.#roomKey, ...bytes]), this.#room),
    }
    this.#entries = [entry, ...this.#entries.filter((other) => other !== entry)].slice(0, MAX_KEYS)
    this.#sealing = entry
    return entry
  }
}

function decodeSecret(secret: string): Bytes {
  const bytes = decodeBase64Url(secret)
  if (bytes?.length !== SECRET_BYTES) throw new TypeError("A passcode's secret is 256 bits in base64url")
  return bytes
}

function createRandomNonce(): Bytes {
  return crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
}
