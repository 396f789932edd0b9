import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FrameFlaws, OPCODE, RawWebSocket } from '@/lib/testing/raw-web-socket'
import { ServerHarness } from '@/lib/testing/server-harness'

/** `FRAME_SEED=…` repeats a run. */
const SEED = process.env.FRAME_SEED === undefined ? randomInt(2 ** 31) : Number(process.env.FRAME_SEED)
const CONNECTIONS = 400

const LEAK = /node_modules|node:internal|\bat .+:\d+:\d+|(?:Type|Range|Syntax|Reference)Error/

/** What one connection sends that is no decent WebSocket, Engine.IO or Socket.IO. */
type Step = (client: RawWebSocket) => void

const text =
  (content: string): Step =>
  (client) =>
    client.sendText(content)
const bytes =
  (content: Buffer): Step =>
  (client) =>
    client.sendBytes(content)
const binary =
  (content: Buffer): Step =>
  (client) =>
    client.sendFrame(OPCODE.binary, content)
const frame =
  (opcode: number, content: string, flaws?: FrameFlaws): Step =>
  (client) =>
    client.sendFrame(opcode, Buffer.from(content), flaws)
const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

/** Each of these ends the connection. */
const FATAL: readonly (readonly [string, readonly Step[]])[] = [
  ['bytes that are no frame', [bytes(Buffer.alloc(64, 0xff))]],
  ['HTTP within the WebSocket', [bytes(Buffer.from('GET / HTTP/1.1\r\n\r\n'))]],
  ['a frame without a mask', [frame(OPCODE.text, '2', { isUnmasked: true })]],
  ['reserved bits', [frame(OPCODE.text, '2', { reserved: 4 })]],
  ['an unknown kind of frame', [frame(0x3, 'x')]],
  ['the end of no message', [frame(OPCODE.continuation, 'x')]],
  ['a ping that is too long', [frame(OPCODE.ping, 'x'.repeat(200))]],
  ['a length beyond all bounds', [frame(OPCODE.text, 'x', { claimedLength: 2 ** 40 })]],
  [
    'text that is no UTF-8',
    [(client) => client.sendFrame(OPCODE.text, Buffer.from([0x34, 0x32, 0xc3, 0x28]))],
  ],
  [
    'a message in more pieces than any has',
    [
      frame(OPCODE.text, '4', { isUnfinished: true }),
      ...Array(20_000).fill(frame(OPCODE.continuation, '2', { isUnfinished: true })),
    ],
  ],
  ["the server's heartbeat", [text('2')]],
  ['an unknown kind of Engine.IO packet', [text('9')]],
  ['no packet at all', [text('')]],
  ['an unknown kind of Socket.IO packet', [text('49["x"]')]],
  ['an event without a name', [text('42[]')]],
  ['an event that is no list', [text('42{"a":1}')]],
  ['an event that is no JSON', [text('42["x"')]],
  ["a name of Socket.IO's own", [text('42["disconnect",{}]')]],
  ['an event in a namespace that is not', [text('42/other,["x"]')]],
  ['bytes that no event announced', [binary(Buffer.from('x'))]],
  [
    'text in the place of announced bytes',
    [text('451-["x",{"_placeholder":true,"num":0}]'), text('42["x"]')],
  ],
  ['more bytes announced than any event has', [text('4599999999-["x"]')]],
  [
    'a placeholder of bytes that are not there',
    [text('451-["x",{"_placeholder":true,"num":7}]'), binary(Buffer.from('x'))],
  ],
  [
    'bytes deeper within lists than a stack reaches',
    [text(`451-7["room:join",${deep('[', ']', 50_000)}]`), binary(Buffer.from('x'))],
  ],
  ['a second hello', [text('40')]],
]

/** These harm nothing and end nothing. */
const HARMLESS: readonly (readonly [string, readonly Step[]])[] = [
  ['an acknowledgement that nobody asked for', [text('43999["x"]')]],
  ['a number for a name', [text('427[1,{}]')]],
  ['lists in lists', [text(`427["room:join",${deep('[', ']', 100_000)}]`)]],
  ['objects in objects', [text(`427["room:leave",${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}]`)]],
  ['a namespace that is not', [text('40/other,{}')]],
  ['WebSocket pings', [frame(OPCODE.ping, 'x')]],
  ['unasked pongs', [text('3'), text('3')]],
]

describe('frames that no client sends', () => {
  const lines: string[] = []
  const server = new ServerHarness({ onLog: (line) => lines.push(line), bounds: { lingerMs: 200 } })
  const clients: RawWebSocket[] = []

  async function open(): Promise<RawWebSocket> {
    const client = await RawWebSocket.openSocketIo(server.url)
    clients.push(client)
    return client
  }

  /** Nothing is left, nothing was logged as the server's fault, and it serves. */
  async function expectUnharmed(): Promise<void> {
    for (const client of clients.splice(0)) client.close()
    await expect.poll(() => server.usage()).toEqual({ connections: 0, unsentBytes: 0 })
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
    const ann = await server.connect()
    expect((await ann.join('room')).snapshot.participants).toHaveLength(1)
    await ann.request('room:leave', {})
    ann.close()
    await expect.poll(() => server.usage().connections).toBe(0)
  }

  beforeAll(() => server.listen())
  afterEach(expectUnharmed)
  afterAll(() => server.close())

  it.each(FATAL)('B2 %s ends the connection and nothing else', async (_name, steps) => {
    const [client, other] = await Promise.all([open(), open()])
    for (const step of steps) step(client)
    await client.closed
    expect(client.takeTexts().join('')).not.toMatch(LEAK)
    expect(await other.ask(1, 'room:leave', {})).toEqual({ ok: false, code: 'not-joined' })
  })

  it.each(HARMLESS)('B2 %s harms nothing', async (_name, steps) => {
    const client = await open()
    for (const step of steps) step(client)
    expect(await client.ask(1, 'room:leave', {})).toEqual({ ok: false, code: 'not-joined' })
    expect(client.takeTexts().join('')).not.toMatch(LEAK)
  })

  it('B2 two hellos at once make no second session', async () => {
    const client = await RawWebSocket.openSocketIo(server.url, false)
    clients.push(client)
    client.sendText('40')
    client.sendText('40')
    await client.closed
  })

  it('B14 who does not let go of an ended connection is cut off', async () => {
    const stubborn = await open()
    stubborn.answersClose = false
    text('9')(stubborn)
    await stubborn.closed
  })

  it('B2 polls that no client sends harm nothing', async () => {
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`
    const post = (sid: string, body: BodyInit, type = 'text/plain') =>
      fetch(`${polling}&sid=${sid}`, { method: 'POST', body, headers: { 'content-type': type } })
    const statuses = new Set<number>()
    for (const body of [
      '',
      '4',
      '\x1e\x1e\x1e',
      '42["x"]\x1e9',
      'b!!!',
      'x'.repeat(300_000),
      Buffer.alloc(99),
    ]) {
      const hello = await (await fetch(polling)).text()
      const sid: unknown = JSON.parse(hello.slice(1)).sid
      for (const type of ['text/plain', 'application/octet-stream']) {
        const answer = await post(String(sid), body, type).catch(() => null)
        if (answer === null) continue
        statuses.add(answer.status)
        expect(await answer.text()).not.toMatch(LEAK)
      }
      await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: '1' })
    }
    for (const sid of ['unknown', '__proto__', 'constructor']) {
      statuses.add((await post(sid, '4')).status)
      statuses.add((await fetch(`${polling}&sid=${sid}`)).status)
    }
    expect([...statuses].sort()).toEqual([200, 400, 413])
  })

  it(`B2 nor do ${CONNECTIONS} connections of chance (seed ${SEED})`, async () => {
    const payload = fc.uint8Array({ maxLength: 300 }).map((content) => Buffer.from(content))
    const chance: fc.Arbitrary<Step> = fc.oneof(
      payload.map(bytes),
      payload.map(binary),
      fc.string({ maxLength: 60 }).map(text),
      fc
        .tuple(
          fc.constantFrom(
            '4',
            '40',
            '41',
            '42',
            '421',
            '43',
            '44',
            '45',
            '451-',
            '461-3',
            '1',
            '3',
            '5',
            '6',
          ),
          fc.json(),
        )
        .map(([head, json]) => text(head + json)),
      fc
        .record({
          opcode: fc.nat(15),
          payload,
          reserved: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(7) }),
          isUnmasked: fc.nat(9).map((number) => number === 0),
          isUnfinished: fc.boolean(),
        })
        .map(
          ({ opcode, payload: content, ...flaws }): Step =>
            (client) =>
              client.sendFrame(opcode, content, flaws),
        ),
    )
    const connection = fc.record({
      isJoined: fc.boolean(),
      steps: fc.array(chance, { minLength: 1, maxLength: 12 }),
    })
    let sent = 0
    const { failed, errorInstance } = await fc.check(
      fc.asyncProperty(connection, async ({ isJoined, steps }) => {
        const client = await RawWebSocket.openSocketIo(server.url, isJoined)
        for (const step of steps) step(client)
        sent += steps.length
        // Whatever it left half said is over with its connection.
        client.tcp.end()
        await client.closed
        const heard = client.takeTexts().join('\n')
        if (LEAK.test(heard) || heard.includes('"internal"')) throw new Error(`The server said ${heard}`)
      }),
      { seed: SEED, numRuns: CONNECTIONS, endOnFailure: true },
    )
    process.stdout.write(`frames: ${sent} over ${CONNECTIONS} connections, seed ${SEED}\n`)
    if (failed) throw new Error(`FRAME_SEED=${SEED} repeats it`, { cause: errorInstance })
  })
})
