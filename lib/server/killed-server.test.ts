import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { TestClient } from '@/lib/testing/server-harness'
import { ServerProcess } from '@/lib/testing/server-process'

/** 256 bits in base64url, as a passcode's proof. */
const PROOF = `${'p'.repeat(42)}A`
const WRONG_PROOF = `${'w'.repeat(42)}A`

describe('H what hosts have set, when the server is killed right after it said so', () => {
  let program: ChildProgram
  let directory = ''
  let server: ServerProcess
  let url = ''
  const clients: TestClient[] = []

  beforeAll(async () => {
    program = await buildChildProgram('server-without-pages')
  })
  afterAll(() => program.remove())

  async function start(): Promise<void> {
    server = new ServerProcess(program.path, { DATA_DIR: directory })
    url = await server.url()
  }

  async function killAndStart(): Promise<void> {
    await server.stop('SIGKILL')
    await start()
  }

  /** A new page in a new browser. */
  async function open(): Promise<TestClient> {
    const client = new TestClient(io(url, { transports: ['websocket'], forceNew: true, reconnection: false }))
    clients.push(client)
    await client.connected()
    return client
  }

  /** The same page with its key and token, once the server is there again. */
  async function comeBack(client: TestClient, token?: string) {
    const { page, seed, memberKey } = client
    const again = await open()
    return again.request('room:join', again.describe('room', { page, seed, memberKey, token }))
  }

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'earshot-restart-'))
    await start()
  })

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close()
    await server.stop('SIGKILL')
    await rm(directory, { recursive: true })
  })

  it('H1 H2 H5 the door is locked, the host is host, who was inside comes back by token, a stranger is refused', async () => {
    const [ann, bob] = [await open(), await open()]
    await ann.join('room')
    const { token } = await bob.join('room')
    expect(await ann.request('room:configure', { door: 'locked' })).toEqual({ ok: true })
    await killAndStart()

    const stranger = await open()
    expect(await stranger.request('room:join', stranger.describe('room'))).toEqual({
      ok: false,
      code: 'room-locked',
    })
    expect(await comeBack(bob)).toEqual({ ok: false, code: 'room-locked' })
    const bobAgain = await comeBack(bob, token)
    expect(bobAgain).toMatchObject({ ok: true, snapshot: { settings: { door: 'locked' } } })
    const annAgain = await comeBack(ann)
    if (!annAgain.ok) throw new Error(`The host was refused: ${annAgain.code}`)
    const { participants } = annAgain.snapshot
    expect(participants.map(({ id, isHost }) => isHost === (id === annAgain.participantId))).toEqual([
      true,
      true,
    ])
    expect(participants).toHaveLength(2)
  })

  it('H7 H11 the passcode and the limit hold', async () => {
    const ann = await open()
    await ann.join('room')
    expect(await ann.request('room:configure', { passcodeProof: PROOF, maxParticipants: 2 })).toEqual({
      ok: true,
    })
    await killAndStart()

    const [bob, cid] = [await open(), await open()]
    const join = bob.describe('room')
    expect(await bob.request('room:join', join)).toEqual({ ok: false, code: 'passcode-required' })
    expect(await bob.request('room:join', { ...join, passcodeProof: WRONG_PROOF })).toEqual({
      ok: false,
      code: 'passcode-wrong',
    })
    expect(await bob.request('room:join', { ...join, passcodeProof: PROOF })).toMatchObject({
      ok: true,
      snapshot: { settings: { hasPasscode: true, maxParticipants: 2 } },
    })
    await cid.join('room', { passcodeProof: PROOF })
    const dan = await open()
    expect(await dan.request('room:join', dan.describe('room', { passcodeProof: PROOF }))).toEqual({
      ok: false,
      code: 'room-full',
    })
  })

  it('H8 H9 who was removed stays out, who was muted stays muted', async () => {
    const [ann, bob, cid] = [await open(), await open(), await open()]
    await ann.join('room')
    const { participantId: bobId, token: bobToken } = await bob.join('room')
    const { participantId: cidId, token: cidToken } = await cid.join('room')
    expect(await ann.request('participant:mute', { participantId: cidId, isMuted: true })).toEqual({
      ok: true,
    })
    expect(await ann.request('participant:remove', { participantId: bobId })).toEqual({ ok: true })
    await killAndStart()

    expect(await comeBack(bob, bobToken)).toEqual({ ok: false, code: 'removed' })
    expect(await comeBack(bob)).toEqual({ ok: false, code: 'removed' })
    const cidAgain = await comeBack(cid, cidToken)
    expect(cidAgain).toMatchObject({
      ok: true,
      snapshot: { participants: [{ id: cidId, isMuted: true, isHost: false }] },
    })
  })

  it('H6 a room that asks to knock still asks, and its first host still admits', async () => {
    const ann = await open()
    await ann.join('room')
    expect(await ann.request('room:configure', { door: 'knock' })).toEqual({ ok: true })
    await killAndStart()

    const bob = await open()
    expect(await bob.request('room:join', bob.describe('room'))).toEqual({
      ok: false,
      code: 'knock-required',
    })
    const { page: _page, ...visitor } = bob.describe('room')
    const knocked = await bob.request('room:knock', visitor)
    expect(await comeBack(ann)).toMatchObject({
      ok: true,
      snapshot: { knocks: [{ participantId: knocked.ok ? knocked.participantId : null }] },
    })
  })
})
