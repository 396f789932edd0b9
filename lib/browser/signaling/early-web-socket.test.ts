import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runPageScript } from '@/lib/testing/run-page-script'
import { EARLY_SOCKET_SCRIPT } from './early-socket-script'
import { EarlyWebSocket } from './early-web-socket'

/** As much of a browser's WebSocket as the script and Socket.IO use. */
class FakeWebSocket extends EventTarget {
  static readonly OPEN = 1
  static readonly made: FakeWebSocket[] = []
  readonly sent: unknown[] = []
  readonly url: string
  readyState = 0
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: Event) => void) | null = null

  constructor(url: string | URL) {
    super()
    this.url = String(url)
    FakeWebSocket.made.push(this)
  }

  override dispatchEvent(event: Event): boolean {
    if (event.type === 'open') this.onopen?.(event)
    if (event.type === 'message') this.onmessage?.(event)
    return super.dispatchEvent(event)
  }

  open(): void {
    this.readyState = FakeWebSocket.OPEN
    this.dispatchEvent(new Event('open'))
  }

  receive(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  send(data: unknown): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 3
  }
}

const HANDSHAKE = '0{"sid":"a"}'
const CONNECTED = '40{"sid":"b"}'

let page: { earshotEarlySocket?: unknown }
let timers: (() => void)[]

/** Runs the page's script where there is nothing but what a browser has: a bundler's `process` would be missed. */
function runScript(): FakeWebSocket {
  const location = { href: 'https://earshot.test/room?name=Ann', protocol: 'https:' }
  const setTimeout = (callback: () => void) => timers.push(callback)
  runPageScript(EARLY_SOCKET_SCRIPT, { URL, WebSocket: FakeWebSocket, location, window: page, setTimeout })
  const made = FakeWebSocket.made.at(-1)
  if (made === undefined) throw new Error('The script made no socket')
  return made
}

/** Socket.IO's end, and what has come to it. */
function openTransport() {
  const come: string[] = []
  const transport = new EarlyWebSocket({
    hostname: 'earshot.test',
    secure: true,
    path: '/socket.io/',
    query: { EIO: 4, transport: 'websocket' },
    socket: { binaryType: 'arraybuffer' },
  })
  transport.on('open', () => come.push('open'))
  transport.on('packet', ({ type }) => come.push(type))
  transport.open()
  return { transport, come }
}

const handled = () => new Promise((resolve) => setImmediate(resolve))

describe('EarlyWebSocket', () => {
  beforeEach(() => {
    page = {}
    timers = []
    FakeWebSocket.made.length = 0
    vi.stubGlobal('window', page)
    vi.stubGlobal('WebSocket', FakeWebSocket)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('takes over what the page opened, with all that has come over it', async () => {
    const socket = runScript()
    expect(socket.url).toBe('wss://earshot.test/socket.io/?EIO=4&transport=websocket')
    socket.open()
    socket.receive(HANDSHAKE)
    socket.receive(CONNECTED)
    const { transport, come } = openTransport()
    await handled()
    expect(come).toEqual(['open', 'open', 'message'])
    socket.receive('2')
    expect(come.at(-1)).toBe('ping')

    // The page has connected to the namespace already; nothing else is held back.
    transport.send([{ type: 'message', data: '0' }])
    transport.send([{ type: 'pong' }])
    await handled()
    expect(socket.sent).toEqual(['40', '3'])
    expect(FakeWebSocket.made).toHaveLength(1)
  })

  it('takes over one that is still being opened, and connects over it itself', async () => {
    const socket = runScript()
    const { transport, come } = openTransport()
    socket.open()
    expect(come).toEqual(['open'])
    transport.send([{ type: 'message', data: '0' }])
    await handled()
    expect(socket.sent).toEqual(['40'])
  })

  it('lets nobody take over one that has ended', async () => {
    const socket = runScript()
    socket.open()
    socket.close()
    const { come } = openTransport()
    await handled()
    expect(come).toEqual([])
    expect(page.earshotEarlySocket).toBeUndefined()
  })

  it('is closed where nobody takes it over, and left alone where somebody has', () => {
    const left = runScript()
    for (const end of timers) end()
    expect(left.readyState).toBe(3)
    Reflect.deleteProperty(page, 'earshotEarlySocket')
    const taken = runScript()
    openTransport()
    for (const end of timers) end()
    expect(taken.readyState).toBe(0)
  })

  it('is all there is, where the scripts have come before the page has opened one', () => {
    openTransport()
    expect(runScript).toThrow('The script made no socket')
  })
})
