import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Profile } from '@/lib/protocol/link-messages'
import { REQUEST_SCHEMAS } from '@/lib/protocol/requests'
import { runPageScript } from '@/lib/testing/run-page-script'
import { EARLY_SOCKET_SCRIPT } from './early-socket-script'
import { EarlyWebSocket, takeEarlyJoin } from './early-web-socket'

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

const RequestSchema = REQUEST_SCHEMAS['room:join']

const HANDSHAKE = '0{"sid":"a"}'
const CONNECTED = '40{"sid":"b"}'

let page: { earshotEarlySocket?: unknown; RTCPeerConnection?: unknown }
let shouldJoin: boolean
let timers: (() => void)[]
let local: Map<string, string>
let tab: Map<string, string>
let hash: string
let wantedName: string | null

const storageOf = (kept: Map<string, string>) => ({ getItem: (key: string) => kept.get(key) ?? null })

/** What the page's script has asked for, as it went out with the connection to the namespace. */
function readJoin(socket: FakeWebSocket): unknown {
  const sent = socket.sent.map(String).find((packet) => packet.startsWith('40{'))
  if (sent === undefined) return null
  const content: { readonly join?: unknown } = JSON.parse(sent.slice('40'.length))
  return content.join
}

/** Runs the page's script where there is nothing but what a browser has: a bundler's `process` would be missed. */
function runScript(): FakeWebSocket {
  const stay = { room: 'room', guestName: 'Guest', query: { name: wantedName, shouldJoin } }
  runPageScript(EARLY_SOCKET_SCRIPT, {
    URL,
    WebSocket: FakeWebSocket,
    location: { href: 'https://earshot.test/room?name=Ann', protocol: 'https:', hash },
    window: page,
    RTCPeerConnection: page.RTCPeerConnection,
    setTimeout: (callback: () => void) => timers.push(callback),
    document: { querySelector: () => ({ dataset: { stay: JSON.stringify(stay) } }) },
    localStorage: storageOf(local),
    sessionStorage: storageOf(tab),
    isSecureContext: true,
    crypto,
    btoa,
  })
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
    local = new Map()
    tab = new Map()
    hash = ''
    wantedName = 'Ann'
    shouldJoin = false
    FakeWebSocket.made.length = 0
    vi.stubGlobal('window', page)
    vi.stubGlobal('WebSocket', FakeWebSocket)
  })
  afterEach(() => vi.unstubAllGlobals())

  it.each([true, false])('starts the browser’s part for calls for who comes to join: %s', (isJoining) => {
    let [made, closed] = [0, 0]
    page.RTCPeerConnection = class {
      constructor() {
        made += 1
      }
      close() {
        closed += 1
      }
    }
    shouldJoin = isJoining
    runScript()
    // Not before the socket, which it must not keep waiting.
    expect(made).toBe(0)
    for (const run of timers) run()
    expect([made, closed]).toEqual(isJoining ? [1, 1] : [0, 0])
  })

  it('opens the socket also where the browser has no part for calls', () => {
    shouldJoin = true
    runScript()
    for (const run of timers) run()
    expect(FakeWebSocket.made).toHaveLength(1)
  })

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
    expect(socket.sent.map((packet) => String(packet).slice(0, 2))).toEqual(['40', '3'])
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

  it('asks to join as soon as it may, and hands the answer to who waits for it, whichever is first', async () => {
    const socket = runScript()
    expect(readJoin(socket)).toBeNull()
    socket.open()
    const request = RequestSchema.parse(readJoin(socket))
    socket.receive(HANDSHAKE)
    socket.receive(CONNECTED)
    expect(request.room).toBe('room')
    expect(Profile.parse(JSON.parse(request.profile))).toMatchObject({ name: 'Ann', isCameraOn: false })

    const join = takeEarlyJoin()
    expect(join?.request).toEqual(request)
    expect(takeEarlyJoin()).toBeNull()
    const { come } = openTransport()
    expect(join?.isAsked).toBe(true)
    const answers: unknown[] = []
    join?.wait((raw) => answers.push(raw))
    await handled()
    socket.receive('42["join:answered",{"token":"t"}]')
    socket.receive('42["participant:joined",{}]')
    expect(answers).toEqual([{ token: 't' }])
    // Socket.IO never hears of it.
    expect(come).toEqual(['open', 'open', 'message', 'message'])
    expect(page.earshotEarlySocket).toBeUndefined()
  })

  it('keeps an answer that comes before the scripts', async () => {
    const socket = runScript()
    socket.open()
    socket.receive(CONNECTED)
    socket.receive('42["join:answered",{"code":"room-full"}]')
    const join = takeEarlyJoin()
    openTransport()
    await handled()
    const answers: unknown[] = []
    join?.wait((raw) => answers.push(raw))
    expect(answers).toEqual([{ code: 'room-full' }])
  })

  it('proves itself by what the browser keeps, and calls by the kept name, or the language’s word', () => {
    const readProfile = (socket: FakeWebSocket) => {
      socket.open()
      socket.receive(CONNECTED)
      const request = RequestSchema.parse(readJoin(socket))
      return { key: request.memberKey, name: Profile.parse(JSON.parse(request.profile)).name }
    }
    wantedName = null
    expect(readProfile(runScript()).name).toBe('Guest')
    page = {}
    const key = 'A'.repeat(22)
    local.set('earshot:member-keys', JSON.stringify({ room: { key, usedAt: 1 } }))
    local.set('earshot:preferences', JSON.stringify({ name: '小明' }))
    expect(readProfile(runScript())).toEqual({ key, name: '小明' })
    page = {}
    local.set('earshot:member-keys', JSON.stringify({ room: { key: 'damaged', usedAt: 1 } }))
    expect(readProfile(runScript()).key).not.toBe('damaged')
  })

  it.each([
    ['a key in the address', () => (hash = '#k=abc')],
    ['an earlier stay of the tab', () => tab.set('earshot:stay:room', '{}')],
    ['a name that is to be cleaned', () => (wantedName = 'a\u202eb')],
    [
      'storage that holds something else',
      () => {
        wantedName = null
        local.set('earshot:preferences', '{')
      },
    ],
  ])('leaves joining to the scripts where there is %s', (_, arrange) => {
    arrange()
    const socket = runScript()
    socket.open()
    socket.receive(CONNECTED)
    expect(readJoin(socket)).toBeNull()
    expect(takeEarlyJoin()).toBeNull()
    openTransport()
  })

  it('waits for no answer over a connection that has ended', () => {
    const socket = runScript()
    socket.open()
    socket.receive(CONNECTED)
    const join = takeEarlyJoin()
    socket.close()
    openTransport()
    expect(join?.isAsked).toBe(false)
  })
})
