import type { IncomingMessage } from 'node:http'
import type { RateLimits } from '@/lib/server/ops/rate-limits'
import type { SocketBounds } from './socket-bounds'

/** One connection that was let in. It is an outsider until somebody says how to tell that it is not. */
interface Seat {
  isOutside: () => boolean
}

/** A seat whose connection is made. */
export interface SettledSeat {
  /** The connection is over. Idempotent. */
  leave(): void
  /** @param isOutside tells from now on whether the connection is in no room and at no door */
  recognize(isOutside: () => boolean): void
}

/** What a gate works with. */
export interface HandshakeGateParts {
  readonly bounds: Pick<SocketBounds, 'sockets' | 'socketsPerAddress' | 'outsidersPerAddress'>
  readonly allowHandshake: RateLimits['allowHandshake']
  /** What is counted as one address. */
  readonly toAddressKey: (request: IncomingMessage) => string
}

/**
 * Counts connections by network address and refuses what is too much before anything is made for it.
 * A seat is taken before the first `await`, so that a thousand handshakes at once are not all within a bound of one more.
 */
export class HandshakeGate {
  readonly #parts: HandshakeGateParts
  readonly #seatsByAddress = new Map<string, Set<Seat>>()
  readonly #seatsByRequest = new WeakMap<
    IncomingMessage,
    { readonly seat: Seat; readonly leave: () => void }
  >()
  #taken = 0

  constructor(parts: HandshakeGateParts) {
    this.#parts = parts
  }

  /** Connections that are in. */
  get taken(): number {
    return this.#taken
  }

  /** @returns whether the connection may be made. Its seat is free again with `leave`, or with the end of the TCP connection. */
  async admit(request: IncomingMessage): Promise<boolean> {
    const key = this.#parts.toAddressKey(request)
    if (!this.#hasRoomFor(key)) return false
    const leave = this.#take(request, key)
    if (await this.#parts.allowHandshake(key)) return true
    leave()
    return false
  }

  /**
   * The connection is made: its seat lasts until `leave`, however many TCP connections that takes (polling), and needs the request no
   * more.
   */
  settle(request: IncomingMessage): SettledSeat {
    const taken = this.#seatsByRequest.get(request)
    if (taken === undefined) return { leave: () => {}, recognize: () => {} }
    const { seat, leave } = taken
    request.socket.off('close', leave)
    return {
      leave,
      recognize(isOutside) {
        seat.isOutside = isOutside
      },
    }
  }

  /** The connection of this first request is over, or was never made. Idempotent. */
  leave(request: IncomingMessage): void {
    this.#seatsByRequest.get(request)?.leave()
  }

  #hasRoomFor(key: string): boolean {
    const { sockets, socketsPerAddress, outsidersPerAddress } = this.#parts.bounds
    const seats = this.#seatsByAddress.get(key)
    if (this.#taken >= sockets) return false
    if (seats === undefined) return true
    if (seats.size >= socketsPerAddress) return false
    if (seats.size < outsidersPerAddress) return true
    const outsiders = [...seats].filter((seat) => seat.isOutside())
    return outsiders.length < outsidersPerAddress
  }

  #take(request: IncomingMessage, key: string): () => void {
    const seat: Seat = { isOutside: () => true }
    const seats = this.#seatsByAddress.get(key) ?? new Set()
    this.#seatsByAddress.set(key, seats)
    seats.add(seat)
    this.#taken += 1
    const { socket } = request
    const leave = () => {
      socket.off('close', leave)
      if (!seats.delete(seat)) return
      this.#taken -= 1
      if (seats.size === 0) this.#seatsByAddress.delete(key)
    }
    socket.once('close', leave)
    this.#seatsByRequest.set(request, { seat, leave })
    return leave
  }
}
