import { LIMITS } from '@/lib/protocol/limits'
import type { CandidateMessage } from '@/lib/protocol/link-messages'
import { type CandidateDisposition, candidateDisposition, usernameFragmentsOf } from './candidate-order'
import type { LinkConnection } from './link-connection'

type Candidate = CandidateMessage['candidate']

/** One generation more than a peer could have under way; each is a few fragments at most. */
const MAX_PAST_FRAGMENTS = 32

/**
 * Owns the remote candidates on their way into the connection: each is added under the description it belongs to,
 * kept until that has come, or dropped when its time is over.
 */
export class RemoteCandidates {
  readonly #connection: LinkConnection
  readonly #onError: (error: unknown) => void
  #queued: Candidate[] = []
  #current: ReadonlySet<string> = new Set()
  readonly #past = new Set<string>()

  /** @param onError Called with what the browser says to a candidate that it will not take. */
  constructor(connection: LinkConnection, onError: (error: unknown) => void) {
    this.#connection = connection
    this.#onError = onError
  }

  receive(candidate: Candidate): void {
    switch (this.#dispositionOf(candidate)) {
      case 'add':
        this.#add(candidate)
        return
      case 'queue':
        this.#queued.push(candidate)
        if (this.#queued.length > LIMITS.candidatesPerOffer) this.#queued.shift()
        return
      case 'drop':
    }
  }

  /** A remote description was set: what was kept for it goes in. */
  flush(): void {
    const queued = this.#queued
    this.#queued = []
    for (const candidate of queued) this.receive(candidate)
  }

  #add(candidate: Candidate): void {
    this.#connection.addIceCandidate(candidate).catch((error: unknown) => {
      // A description that was ahead in the browser's queue may have ended the candidate's generation meanwhile.
      if (this.#dispositionOf(candidate) === 'add') this.#onError(error)
    })
  }

  #dispositionOf({ usernameFragment }: Candidate): CandidateDisposition {
    const { currentRemoteDescription, pendingRemoteDescription } = this.#connection
    const current = usernameFragmentsOf(
      `${currentRemoteDescription?.sdp ?? ''}\n${pendingRemoteDescription?.sdp ?? ''}`,
    )
    for (const fragment of this.#current) if (!current.has(fragment)) this.#past.add(fragment)
    for (const fragment of this.#past) {
      if (current.has(fragment) || this.#past.size > MAX_PAST_FRAGMENTS) this.#past.delete(fragment)
    }
    this.#current = current
    return candidateDisposition(usernameFragment, { current, past: this.#past })
  }
}
