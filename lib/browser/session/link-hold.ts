import { withoutCandidates } from '@/lib/browser/peer/hide-addresses'
import { LIMITS } from '@/lib/protocol/limits'
import type { CandidateMessage, DescriptionMessage, LinkMessage } from '@/lib/protocol/link-messages'
import type { PreparedRole } from './prepared-links'

/**
 * Keeps a prepared link from being connected before the answer (docs/protocol.md, P7). Who waits tells no candidate until then, and
 * neither end uses one; the caller's, which the list of offers tells anyway, are there when they are needed.
 */
export class LinkHold {
  readonly #role: PreparedRole
  #untold: CandidateMessage[] = []
  #unused: CandidateMessage[] = []

  constructor(role: PreparedRole) {
    this.#role = role
  }

  /** @returns What may be told now; null: it is kept. */
  tell(message: LinkMessage): LinkMessage | null {
    if (message.kind === 'description')
      return this.#role === 'offerer'
        ? toHeldOffer(message)
        : { ...withoutAnyCandidate(message), isHeld: true }
    if (message.kind !== 'candidate' || this.#role === 'answerer') return message
    keep(this.#untold, message)
    return null
  }

  /** @returns What the link may take now; null: nothing. Who does not say that they hold it, too, is not answered by it. */
  hear(message: LinkMessage): DescriptionMessage | null {
    if (message.kind === 'candidate') keep(this.#unused, message)
    return message.kind === 'description' && message.isHeld ? withoutAnyCandidate(message) : null
  }

  /** The answer is given. @returns What was kept. */
  release(): { readonly untold: readonly CandidateMessage[]; readonly unused: readonly CandidateMessage[] } {
    return { untold: this.#untold, unused: this.#unused }
  }
}

function keep(kept: CandidateMessage[], message: CandidateMessage): void {
  if (kept.length < LIMITS.candidatesPerOffer) kept.push(message)
}

function withoutAnyCandidate(message: DescriptionMessage): DescriptionMessage {
  const { description } = message
  return { ...message, description: { ...description, sdp: withoutCandidates(description.sdp) } }
}

/**
 * Who answers the call begins DTLS as well: their checks are the first to come through, so this saves a way. The offer is theirs here, and
 * says so in the place of `actpass` (RFC 8829 §5.2.1), which would leave it to the other end. What is set at this end stays as it was made.
 */
function toHeldOffer(message: DescriptionMessage): DescriptionMessage {
  const held = withoutAnyCandidate(message)
  const sdp = held.description.sdp.replaceAll('a=setup:actpass', 'a=setup:active')
  return { ...held, isHeld: true, description: { ...held.description, sdp } }
}
