import { createHmac } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import {
  decodeStun,
  encodeStun,
  encodeXorAddress,
  STUN_ATTRIBUTES,
  STUN_TYPES,
  type StunMessage,
  toLongTermKey,
} from '@/lib/server/doctor/stun-message'

const REALM = 'relay.test'
/** An error's class and number (RFC 8489 §14.8): 401. */
const UNAUTHORIZED = Buffer.from([0, 0, 4, 1])

/** How this relay differs from one that works. */
export interface FakeTurnFaults {
  /** It shares another secret with nobody we know. */
  readonly secret?: string
  /** Its clock is ahead by so much. */
  readonly aheadMs?: number
  readonly relayedAddress?: string
  /** It asks nobody for credentials. */
  readonly isOpen?: boolean
}

/** A TURN server over UDP that grants allocations and carries nothing: for tests of whoever asks for them. */
export class FakeTurnServer {
  readonly #socket: Socket
  readonly #secret: string
  readonly #faults: FakeTurnFaults

  private constructor(socket: Socket, secret: string, faults: FakeTurnFaults) {
    this.#socket = socket
    this.#secret = faults.secret ?? secret
    this.#faults = faults
    socket.on('message', (bytes, { address, port }) => {
      const request = decodeStun(bytes)
      if (request !== null) socket.send(this.#answer(request, bytes, address, port), port, address)
    })
  }

  static async start(secret: string, faults: FakeTurnFaults = {}): Promise<FakeTurnServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new FakeTurnServer(socket, secret, faults)
  }

  get port(): number {
    return this.#socket.address().port
  }

  close(): void {
    this.#socket.close()
  }

  #answer(request: StunMessage, bytes: Buffer, address: string, port: number): Buffer {
    const { transaction } = request
    const own = encodeXorAddress(address, port)
    if (request.type === STUN_TYPES.bindingRequest) {
      const attributes = new Map([[STUN_ATTRIBUTES.xorMappedAddress, own]])
      return encodeStun({ type: STUN_TYPES.bindingSuccess, transaction, attributes })
    }
    if (this.#faults.isOpen !== true && !this.#isProved(request, bytes)) {
      const attributes = new Map<number, Buffer>([
        [STUN_ATTRIBUTES.errorCode, UNAUTHORIZED],
        [STUN_ATTRIBUTES.realm, Buffer.from(REALM)],
        [STUN_ATTRIBUTES.nonce, Buffer.from('nonce')],
      ])
      return encodeStun({ type: STUN_TYPES.allocateError, transaction, attributes })
    }
    const relayed = encodeXorAddress(this.#faults.relayedAddress ?? '192.0.2.20', 50_000)
    const attributes = new Map([[STUN_ATTRIBUTES.xorRelayedAddress, relayed]])
    return encodeStun({ type: STUN_TYPES.allocateSuccess, transaction, attributes })
  }

  /** As coturn checks it: the end in the name is to come, and the message is proved under the key that both can make. */
  #isProved({ attributes }: StunMessage, bytes: Buffer): boolean {
    const username = attributes.get(STUN_ATTRIBUTES.username)?.toString() ?? ''
    const proof = attributes.get(STUN_ATTRIBUTES.messageIntegrity)
    const endsAtMs = Number(username.split(':', 1)[0]) * 1000
    if (proof === undefined || endsAtMs < Date.now() + (this.#faults.aheadMs ?? 0)) return false
    const password = createHmac('sha1', this.#secret).update(username).digest('base64')
    const key = toLongTermKey(username, REALM, password)
    const proved = bytes.subarray(0, bytes.length - proof.length - 4)
    return createHmac('sha1', key).update(proved).digest().equals(proof)
  }
}
