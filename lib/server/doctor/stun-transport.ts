import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6, createConnection as openTcp, type Socket } from 'node:net'
import { connect as openTls } from 'node:tls'
import { decodeStun, STUN_HEADER_BYTES, type StunMessage } from './stun-message'
import type { StunTarget } from './stun-url'

/** RFC 8489 §6.2.1 begins with 500 ms; a doctor has less patience. */
const REPEAT_MS = 400

/** One way to a server, over which requests get their answers. */
export interface StunTransport {
  /** @returns The answer of the same transaction; null where none came in time. */
  ask(request: Buffer): Promise<StunMessage | null>
  close(): void
}

export interface TransportOptions {
  readonly timeoutMs: number
  /** Authorities that a `turns:` server's certificate may be issued by, PEM; undefined: those that Node knows. */
  readonly authorities?: string
}

/** @throws What the platform says where the server cannot be reached, or its certificate is not one to trust. */
export async function openTransport(target: StunTarget, options: TransportOptions): Promise<StunTransport> {
  if (target.transport === 'udp') return openDatagrams(target, options)
  const { host, port } = target
  const socket =
    target.transport === 'tcp'
      ? openTcp({ host, port })
      : openTls({
          host,
          port,
          ...(isIPv6(host) || /^[\d.]+$/.test(host) ? {} : { servername: host }),
          ...(options.authorities === undefined ? {} : { ca: options.authorities }),
        })
  socket.setTimeout(options.timeoutMs, () => socket.destroy(new Error('timeout')))
  // What fails later shows as no answer.
  socket.on('error', () => undefined)
  await once(socket, target.transport === 'tcp' ? 'connect' : 'secureConnect')
  return overStream(socket, options.timeoutMs)
}

async function openDatagrams(target: StunTarget, { timeoutMs }: TransportOptions): Promise<StunTransport> {
  const socket = createSocket(isIPv6(target.host) ? 'udp6' : 'udp4')
  socket.on('error', () => undefined)
  return {
    ask: (request) =>
      waitForAnswer(request, timeoutMs, (take) => {
        const send = () => socket.send(request, target.port, target.host)
        socket.on('message', take)
        send()
        const repeat = setInterval(send, REPEAT_MS)
        return () => {
          clearInterval(repeat)
          socket.off('message', take)
        }
      }),
    close: () => socket.close(),
  }
}

function overStream(socket: Socket, timeoutMs: number): StunTransport {
  return {
    ask: (request) =>
      waitForAnswer(request, timeoutMs, (take) => {
        let received = Buffer.alloc(0)
        const handleData = (data: Buffer) => {
          received = Buffer.concat([received, data])
          // A message is as long as its head says (RFC 8489 §6.2.2).
          while (received.length >= STUN_HEADER_BYTES) {
            const length = STUN_HEADER_BYTES + received.readUInt16BE(2)
            if (received.length < length) return
            take(received.subarray(0, length))
            received = received.subarray(length)
          }
        }
        socket.on('data', handleData)
        socket.write(request)
        return () => socket.off('data', handleData)
      }),
    close: () => socket.destroy(),
  }
}

function waitForAnswer(
  request: Buffer,
  timeoutMs: number,
  start: (take: (bytes: Buffer) => void) => () => void,
): Promise<StunMessage | null> {
  const transaction = request.subarray(8, STUN_HEADER_BYTES)
  return new Promise((resolve) => {
    const finish = (answer: StunMessage | null) => {
      clearTimeout(timer)
      stop()
      resolve(answer)
    }
    const timer = setTimeout(() => finish(null), timeoutMs)
    const stop = start((bytes) => {
      const message = decodeStun(bytes)
      if (message?.transaction.equals(transaction)) finish(message)
    })
  })
}
