import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Frame types of RFC 6455 §5.2. */
export const OPCODE = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const

/** Frames that a decent client does not send. */
export interface FrameFlaws {
  readonly isUnmasked?: boolean
  readonly isUnfinished?: boolean
  /** The reserved bits, 0 to 7. */
  readonly reserved?: number
  /** What the head says in place of the payload's length. */
  readonly claimedLength?: number
}

/** A WebSocket client made by hand (RFC 6455), which can send what no library would and stop reading. */
export class RawWebSocket {
  readonly tcp: Socket
  /** Whether it answers the closing handshake (RFC 6455 §5.5.1), as is due. */
  answersClose = true
  /** Resolves once the TCP connection is over. */
  readonly closed: Promise<void>
  readonly #texts: string[] = []
  readonly #waiting = new Set<() => void>()
  #unread = Buffer.alloc(0)
  #isOver = false

  private constructor(tcp: Socket) {
    this.tcp = tcp
    // A reset is an end like any other here.
    tcp.on('error', () => {})
    this.closed = new Promise((resolve) => {
      tcp.once('close', () => {
        this.#isOver = true
        this.#wake()
        resolve()
      })
    })
  }

  /** Opens a WebSocket over TCP. @returns null where the server does not upgrade */
  static async open(url: string): Promise<RawWebSocket | null> {
    const { hostname, port, pathname, search } = new URL(url)
    const tcp = connect(Number(port), hostname)
    const client = new RawWebSocket(tcp)
    await once(tcp, 'connect')
    tcp.write(
      [
        `GET ${pathname}${search} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    )
    return (await client.#readHead()) ? client : null
  }

  /** Opens Engine.IO over a WebSocket, and where `isJoined` Socket.IO's namespace, ready for events. */
  static async openSocketIo(origin: string, isJoined = true): Promise<RawWebSocket> {
    const client = await RawWebSocket.open(`${origin}/socket.io/?EIO=4&transport=websocket`)
    if (client === null) throw new Error('The server does not upgrade')
    await client.nextText((text) => text.startsWith('0'))
    if (!isJoined) return client
    client.sendText('40')
    await client.nextText((text) => text.startsWith('40'))
    return client
  }

  /** Asks with acknowledgement `id`, as Socket.IO 4 does. @returns the acknowledgement */
  async ask(id: number, event: string, request: unknown): Promise<unknown> {
    this.sendText(`42${id}${JSON.stringify([event, request])}`)
    const text = await this.nextText((candidate) => candidate.startsWith(`43${id}[`))
    const [ack]: unknown[] = JSON.parse(text.slice(`43${id}`.length))
    return ack
  }

  sendText(text: string): void {
    this.sendFrame(OPCODE.text, Buffer.from(text))
  }

  sendFrame(opcode: number, payload: Buffer, flaws: FrameFlaws = {}): void {
    this.sendBytes(encodeFrame(opcode, payload, flaws))
  }

  sendBytes(bytes: Buffer): void {
    if (!this.#isOver) this.tcp.write(bytes)
  }

  /** @returns the next text that fits; those before it are dropped. Rejects where the connection ends first. */
  async nextText(fits: (text: string) => boolean = () => true): Promise<string> {
    for (;;) {
      const text = this.#texts.shift()
      if (text !== undefined && fits(text)) return text
      if (text !== undefined) continue
      if (this.#isOver) throw new Error('The connection is over')
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
      })
    }
  }

  /** @returns the texts that came and were not asked for, and forgets them. */
  takeTexts(): string[] {
    return this.#texts.splice(0)
  }

  /** Reads nothing any more, so that the kernels' buffers fill. */
  stopReading(): void {
    this.tcp.pause()
  }

  close(): void {
    this.tcp.destroy()
  }

  #readHead(): Promise<boolean> {
    return new Promise((resolve) => {
      const handleData = (chunk: Buffer) => {
        this.#unread = Buffer.concat([this.#unread, chunk])
        const end = this.#unread.indexOf('\r\n\r\n')
        if (end === -1) return
        this.tcp.off('data', handleData)
        const isUpgraded = this.#unread.toString('latin1', 0, end).startsWith('HTTP/1.1 101 ')
        const rest = this.#unread.subarray(end + 4)
        this.#unread = Buffer.alloc(0)
        if (isUpgraded) this.tcp.on('data', (data) => this.#readFrames(data))
        if (isUpgraded) this.#readFrames(rest)
        resolve(isUpgraded)
      }
      this.tcp.on('data', handleData)
      this.tcp.once('close', () => resolve(false))
    })
  }

  #readFrames(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk])
    for (;;) {
      const frame = decodeFrame(this.#unread)
      if (frame === null) break
      this.#unread = this.#unread.subarray(frame.length)
      const text = frame.payload.toString('utf8')
      // Engine.IO's heartbeat.
      if (text === '2') this.sendText('3')
      else if (frame.opcode === OPCODE.close && this.answersClose) this.sendFrame(OPCODE.close, frame.payload)
      else if (frame.opcode === OPCODE.text) this.#texts.push(text)
    }
    this.#wake()
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}

/** @returns a client's frame, masked unless it is to be flawed. */
function encodeFrame(opcode: number, payload: Buffer, flaws: FrameFlaws = {}): Buffer {
  const { isUnmasked = false, isUnfinished = false, reserved = 0 } = flaws
  const length = flaws.claimedLength ?? payload.length
  const size = length < 126 ? Buffer.of(length) : length < 65_536 ? Buffer.alloc(3) : Buffer.alloc(9)
  if (size.length === 3) {
    size.writeUInt8(126)
    size.writeUInt16BE(length, 1)
  } else if (size.length === 9) {
    size.writeUInt8(127)
    size.writeBigUInt64BE(BigInt(length), 1)
  }
  const first = (isUnfinished ? 0 : 0x80) | (reserved << 4) | opcode
  if (isUnmasked) return Buffer.concat([Buffer.of(first), size, payload])
  size.writeUInt8(size.readUInt8() | 0x80)
  const mask = randomBytes(4)
  const masked = Buffer.from(payload)
  for (let index = 0; index < masked.length; index += 1) {
    masked.writeUInt8(masked.readUInt8(index) ^ mask.readUInt8(index % 4), index)
  }
  return Buffer.concat([Buffer.of(first), size, mask, masked])
}

/** Reads one frame of a server. @returns null where it is not whole yet */
function decodeFrame(bytes: Buffer): { opcode: number; payload: Buffer; length: number } | null {
  if (bytes.length < 2) return null
  const short = bytes.readUInt8(1) & 0x7f
  const headLength = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < headLength) return null
  const size = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  if (bytes.length < headLength + size) return null
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    payload: bytes.subarray(headLength, headLength + size),
    length: headLength + size,
  }
}
