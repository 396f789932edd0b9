import {
  commitToNonce,
  computeSafetyCode,
  createSafetyNonce,
  readFingerprint,
  verifyCommitment,
} from '@/lib/browser/sealing/safety-code'
import type { OfferId } from '@/lib/protocol/ids'
import type { LinkMessage } from '@/lib/protocol/link-messages'

export type SafetyMessage = Extract<LinkMessage, { kind: 'safety-commit' | 'safety-reveal' }>

export interface SafetyExchangeOptions {
  readonly linkId: OfferId
  readonly role: 'offerer' | 'answerer'
  readonly send: (message: SafetyMessage) => void
  /** The descriptions in force; DTLS lets nobody in whose certificate they do not name (RFC 8827 §5.6.4). */
  readonly readDescriptions: () => { readonly local: string; readonly remote: string } | null
  readonly onCode: (code: readonly number[]) => void
  /** The other end broke its commitment: no code can be trusted. */
  readonly onFailed: () => void
}

/**
 * Owns one end of the exchange that makes a link's safety code (docs/protocol.md, S8). Each step is taken once and in order: whoever
 * could make us reveal before they are bound could choose what fits.
 */
export class SafetyExchange {
  readonly #options: SafetyExchangeOptions
  readonly #nonce = createSafetyNonce()
  #isStarted = false
  #commitment: string | null = null
  #isRevealed = false
  #isDone = false

  constructor(options: SafetyExchangeOptions) {
    this.#options = options
  }

  /** The offerer begins; the answerer has nothing to start. */
  async start(): Promise<void> {
    if (this.#options.role !== 'offerer' || this.#isStarted) return
    this.#isStarted = true
    const commitment = await commitToNonce(this.#nonce, this.#options.linkId)
    this.#options.send({ kind: 'safety-commit', commitment })
  }

  /** Takes the other end's step; one out of turn is ignored. */
  async receive(message: SafetyMessage): Promise<void> {
    if (this.#isDone) return
    if (message.kind === 'safety-commit') this.#receiveCommitment(message.commitment)
    else await this.#receiveNonce(message.nonce)
  }

  #receiveCommitment(commitment: string): void {
    if (this.#options.role !== 'answerer' || this.#commitment !== null) return
    this.#commitment = commitment
    this.#reveal()
  }

  async #receiveNonce(nonce: string): Promise<void> {
    if (this.#options.role === 'offerer') {
      if (!this.#isStarted) return
      this.#isDone = true
      this.#reveal()
      await this.#finish({ offerer: this.#nonce, answerer: nonce })
      return
    }
    if (this.#commitment === null) return
    this.#isDone = true
    if (await verifyCommitment(this.#commitment, nonce, this.#options.linkId)) {
      await this.#finish({ offerer: nonce, answerer: this.#nonce })
    } else {
      this.#options.onFailed()
    }
  }

  #reveal(): void {
    if (this.#isRevealed) return
    this.#isRevealed = true
    this.#options.send({ kind: 'safety-reveal', nonce: this.#nonce })
  }

  async #finish(nonces: { readonly offerer: string; readonly answerer: string }): Promise<void> {
    const { linkId, role, readDescriptions, onCode, onFailed } = this.#options
    const descriptions = readDescriptions()
    const local = readFingerprint(descriptions?.local ?? '')
    const remote = readFingerprint(descriptions?.remote ?? '')
    if (local === null || remote === null) {
      onFailed()
      return
    }
    const [offererFingerprint, answererFingerprint] = role === 'offerer' ? [local, remote] : [remote, local]
    onCode(await computeSafetyCode({ linkId, offererFingerprint, answererFingerprint }, nonces))
  }
}
