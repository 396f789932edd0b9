import {
  createTransaction,
  encodeStun,
  readErrorCode,
  readXorAddress,
  STUN_ATTRIBUTES,
  STUN_TYPES,
  type StunMessage,
  toLongTermKey,
} from './stun-message'
import type { StunTransport } from './stun-transport'

const UNAUTHORIZED = 401
/** REQUESTED-TRANSPORT: UDP, by its protocol number (RFC 8656 §18.7). */
const UDP = Buffer.from([17, 0, 0, 0])

export interface TurnCredentials {
  readonly username: string
  readonly credential: string
}

/** What a TURN server said to a request for an allocation. `silent`: nothing in time. */
export type TurnAnswer =
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'granted'; readonly relayedAddress: string }

/** Asks a server from which address it hears us. @returns null where no answer comes. */
export async function askBinding(transport: StunTransport): Promise<string | null> {
  const answer = await transport.ask(
    encodeStun({ type: STUN_TYPES.bindingRequest, transaction: createTransaction(), attributes: new Map() }),
  )
  return answer?.type === STUN_TYPES.bindingSuccess
    ? readXorAddress(answer, STUN_ATTRIBUTES.xorMappedAddress)
    : null
}

/** Asks for an allocation as a browser does: once to be challenged, once with the credentials; and gives it back. */
export async function askAllocation(
  transport: StunTransport,
  { username, credential }: TurnCredentials,
): Promise<TurnAnswer> {
  const wish: [number, Buffer] = [STUN_ATTRIBUTES.requestedTransport, UDP]
  const type = STUN_TYPES.allocateRequest
  const challenge = await transport.ask(
    encodeStun({ type, transaction: createTransaction(), attributes: new Map([wish]) }),
  )
  if (challenge === null) return { kind: 'silent' }
  const realm = challenge.attributes.get(STUN_ATTRIBUTES.realm)
  const nonce = challenge.attributes.get(STUN_ATTRIBUTES.nonce)
  if (readErrorCode(challenge) !== UNAUTHORIZED || realm === undefined || nonce === undefined) {
    return toAnswer(challenge)
  }
  const proof: [number, Buffer][] = [
    [STUN_ATTRIBUTES.username, Buffer.from(username)],
    [STUN_ATTRIBUTES.realm, realm],
    [STUN_ATTRIBUTES.nonce, nonce],
  ]
  const key = toLongTermKey(username, realm.toString(), credential)
  const answer = await transport.ask(
    encodeStun({ type, transaction: createTransaction(), attributes: new Map([wish, ...proof]) }, key),
  )
  if (answer === null) return { kind: 'silent' }
  if (answer.type === STUN_TYPES.allocateSuccess) {
    // An allocation of no more time is given back (RFC 8656 §7).
    const none: [number, Buffer] = [STUN_ATTRIBUTES.lifetime, Buffer.alloc(4)]
    const attributes = new Map([none, ...proof])
    await transport.ask(
      encodeStun({ type: STUN_TYPES.refreshRequest, transaction: createTransaction(), attributes }, key),
    )
  }
  return toAnswer(answer)
}

function toAnswer(answer: StunMessage): TurnAnswer {
  const relayedAddress = readXorAddress(answer, STUN_ATTRIBUTES.xorRelayedAddress)
  if (answer.type === STUN_TYPES.allocateSuccess && relayedAddress !== null) {
    return { kind: 'granted', relayedAddress }
  }
  return { kind: 'refused', code: readErrorCode(answer) ?? 0 }
}
