import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandomId } from '@/lib/protocol/ids'
import { FileSettingsStore } from '@/lib/server/store/file-settings-store'
import { MemoryRoomStore } from '@/lib/server/store/memory-room-store'
import { ServerHarness, type TestClient } from '@/lib/testing/server-harness'

describe('what hosts set outlives the server', () => {
  let directory = ''
  let server = new ServerHarness()

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'earshot-restart-'))
    await start()
  })

  afterEach(async () => {
    await server.close()
    await server.store.close()
    await rm(directory, { recursive: true })
  })

  async function start(): Promise<void> {
    const settings = new FileSettingsStore({
      directory,
      secret: 'secret',
      now: () => server.clock.now(),
      logger: pino({ enabled: false }),
    })
    server = new ServerHarness({ store: new MemoryRoomStore({ maxRooms: 10, settings }) })
    await server.listen()
  }

  async function restart(): Promise<void> {
    await server.close()
    await server.store.close()
    await start()
  }

  async function enter() {
    const client = await server.connect()
    return { client, ...(await client.join('room')) }
  }

  /** Joins on the server of now as the client of before, by its member key and its token where one is given. */
  async function comeBack({ client, token }: { client: TestClient; token?: string }, overrides = {}) {
    const again = await server.connect()
    const { memberKey } = client
    const join = again.describe('room', {
      memberKey,
      ...(token === undefined ? {} : { token }),
      ...overrides,
    })
    return again.request('room:join', join)
  }

  it('H2 the host is a host again, though another comes first and in another tab', async () => {
    const ann = await enter()
    await enter()
    await restart()
    const first = await enter()
    expect(first.snapshot.participants).toMatchObject([{ isHost: false }])
    const back = await comeBack({ client: ann.client })
    expect(back).toMatchObject({
      ok: true,
      snapshot: { participants: [{ isHost: false }, { isHost: true }] },
    })
  })

  it('H5 a locked room stays locked: hosts and who was inside come back, nobody else', async () => {
    const [ann, bob] = [await enter(), await enter()]
    await ann.client.request('room:configure', { door: 'locked' })
    await restart()
    expect(await comeBack({ client: await server.connect() })).toEqual({ ok: false, code: 'room-locked' })
    expect(await comeBack({ client: bob.client })).toEqual({ ok: false, code: 'room-locked' })
    expect(await comeBack(bob)).toMatchObject({ ok: true, participantId: bob.participantId })
    expect(await comeBack({ client: ann.client })).toMatchObject({ ok: true })
  })

  it('H5 H6 who was admitted before the restart comes in after it', async () => {
    const ann = await enter()
    await ann.client.request('room:configure', { door: 'knock' })
    const visitor = await server.connect()
    const knock = await visitor.request('room:knock', visitor.describe('room'))
    if (!knock.ok) throw new Error(knock.code)
    await ann.client.request('knock:answer', { participantId: knock.participantId, isAdmitted: true })
    await restart()
    expect(await comeBack({ client: visitor })).toEqual({ ok: false, code: 'knock-required' })
    expect(await comeBack({ client: visitor, token: knock.token })).toMatchObject({ ok: true })
  })

  it('H8 H9 the removed stay out and the muted stay muted', async () => {
    const [ann, bob, cid] = [await enter(), await enter(), await enter()]
    await ann.client.request('participant:remove', { participantId: bob.participantId })
    await ann.client.request('participant:mute', { participantId: cid.participantId, isMuted: true })
    await restart()
    expect(await comeBack(bob, { memberKey: createRandomId() })).toEqual({ ok: false, code: 'removed' })
    expect(await comeBack({ client: bob.client })).toEqual({ ok: false, code: 'removed' })
    expect(await comeBack(cid)).toMatchObject({
      ok: true,
      snapshot: { participants: [{ isMuted: true }], removed: [bob.participantId] },
    })
  })

  it('H7 H11 passcode and limit hold, also where everybody left before', async () => {
    const ann = await enter()
    const passcodeProof = `${'p'.repeat(42)}A`
    await ann.client.request('room:configure', { passcodeProof, maxParticipants: 2, admission: 'everyone' })
    await ann.client.request('room:leave', {})
    await restart()
    expect(await comeBack(ann)).toEqual({ ok: false, code: 'passcode-required' })
    expect(await comeBack(ann, { passcodeProof })).toMatchObject({
      ok: true,
      snapshot: {
        participants: [{ isHost: true }],
        settings: { door: 'open', admission: 'everyone', hasPasscode: true, maxParticipants: 2 },
      },
    })
  })
})
