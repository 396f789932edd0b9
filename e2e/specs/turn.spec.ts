import { createHmac } from 'node:crypto'
import { expect } from '@playwright/test'
import { io } from 'socket.io-client'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { SentLog } from '@/e2e/fixtures/sent-log'
import { IDLE, WAITING } from '@/e2e/fixtures/test'
import { expectNothingTold } from '@/e2e/lab/expect-nothing-told'
import { TURN_ADDRESS } from '@/e2e/lab/internet'
import { test } from '@/e2e/lab/lab-test'
import { STUN_URL, TURN_SECRET, TURN_URLS } from '@/e2e/lab/turn-server'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE, expectVoices, startCallByVoice } from '@/e2e/pages/start-call'

test.use({ trace: 'off' })

/** An ICE restart and the gathering at the relay. */
const MOVE_TIMEOUT_MS = 15_000

/** The least that an operator may set. */
const SHORTEST_TTL_SECONDS = 60

/** What a relay says to credentials that are none (RFC 8489 §9.2.4). */
const UNAUTHORIZED = 401

interface RelayAccess {
  readonly urls: string | string[]
  readonly username: string
  readonly credential: string
}

/** By what the link of this page would ask the relay for an allocation now. */
async function relayOf(person: Person): Promise<RelayAccess> {
  return person.page.evaluate(() => {
    const connected = [...window.earshotProbe.connections].find((one) => one.connectionState === 'connected')
    const { urls = [], username = '', credential = '' } = connected?.getConfiguration().iceServers?.[0] ?? {}
    return { urls, username, credential }
  })
}

/** Runs in the page: asks the relay for an allocation; returns the code of the refusal, null where it was granted. */
async function findRelayRefusal(access: RelayAccess): Promise<number | null> {
  const connection = new RTCPeerConnection({ iceServers: [{ ...access }], iceTransportPolicy: 'relay' })
  const answered = new Promise<number | null>((resolve) => {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') resolve(null)
    })
    connection.addEventListener('icecandidateerror', ({ errorCode }) => resolve(errorCode))
  })
  connection.createDataChannel('question')
  await connection.setLocalDescription()
  const answer = await answered
  connection.close()
  return answer
}

for (const way of ['udp', 'tcp', 'tls'] as const) {
  test.describe(`relay over ${way} alone, by the operator's policy`, () => {
    test.use({
      serverEnvironment: {
        EARSHOT_STUN_URLS: STUN_URL,
        EARSHOT_TURN_URLS: TURN_URLS[way],
        EARSHOT_TURN_SECRET: TURN_SECRET,
        EARSHOT_ICE_POLICY: 'relay',
      },
    })

    test(
      'media goes from relay to relay, and no other address leaves a browser',
      WAITING,
      async ({ lab, newPersonOn, room }) => {
        const ann = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Ann')
        const bo = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Bo')
        const logs = [await SentLog.attach(ann.page), await SentLog.attach(bo.page)]
        await ann.enterLobby(room, BY_VOICE)
        await ann.call()
        await bo.enterLobby(room, BY_VOICE)
        const answeredAt = await bo.clickAnswer('Ann')
        await expectVoices(ann, bo)
        for (const [person, other] of [
          [ann, bo],
          [bo, ann],
        ] as const) {
          const path = await person.linkPath(other.name)
          expect(path).toMatchObject({ local: 'relay', remote: 'relay', relayProtocol: way })
        }
        for (const log of logs) await expectNothingTold(log)
        const connectedAt = (await bo.linkPath('Ann'))?.connectedAt ?? Number.NaN
        printFigure(`relay by ${way}`, `connected ${Math.round(connectedAt - answeredAt)} ms after Answer`)
        await ann.button('Connection with Bo').click()
        const drawing = ann.page.getByTestId('path')
        await expect(drawing).toHaveAttribute('data-kind', 'relay')
        await expect(drawing).toContainText(way.toUpperCase())
      },
    )
  })
}

test.describe('the doctor page', () => {
  test.use({
    serverEnvironment: {
      EARSHOT_STUN_URLS: STUN_URL,
      EARSHOT_TURN_URLS: Object.values(TURN_URLS).join(),
      EARSHOT_TURN_SECRET: TURN_SECRET,
    },
  })

  test('finds STUN and the relay over UDP, TCP and TLS, each with a picture through it', async ({
    lab,
    newPersonOn,
  }) => {
    const ann = await newPersonOn(await lab.newHost(await lab.newRouter('symmetric')), 'Ann')
    await ann.page.goto('/doctor')
    await expect(ann.notice('doctor-ready')).toBeVisible({ timeout: 40_000 })
    const lines = ann.page.getByRole('list', { name: 'What was found' }).getByRole('listitem')
    const texts = await lines.allInnerTexts()
    printFigure('the doctor behind a symmetric NAT', texts.join(' | ').replaceAll('\n', ' '))
    await expect(lines.and(ann.page.locator('[data-code="relay-carries"]'))).toHaveCount(3)
    await expect(lines.and(ann.page.locator('[data-code="stun-answers"]'))).toHaveCount(1)
    await expect(lines.and(ann.page.locator('[data-code="bandwidth-good"]'))).toHaveCount(1)
  })
})

test.describe('credentials that end in a minute', () => {
  test.use({
    serverEnvironment: {
      EARSHOT_TURN_URLS: TURN_URLS.udp,
      EARSHOT_TURN_SECRET: TURN_SECRET,
      EARSHOT_TURN_TTL_SECONDS: String(SHORTEST_TTL_SECONDS),
      EARSHOT_ICE_POLICY: 'relay',
      LOG_LEVEL: 'info',
    },
  })

  test(
    'J15 a call by relay outlives its credentials, and restarts ICE with fresh ones',
    IDLE,
    async ({ lab, newPersonOn, room, server }) => {
      test.setTimeout((SHORTEST_TTL_SECONDS + 120) * 1_000)
      const router = await lab.newRouter('cone')
      const machine = await lab.newHost(router)
      const ann = await newPersonOn(machine, 'Ann')
      const bo = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Bo')
      const said: string[] = []
      for (const { page } of [ann, bo]) page.on('console', (message) => said.push(message.text()))
      await startCallByVoice(ann, bo, room)
      const first = await relayOf(ann)
      expect(await ann.page.evaluate(findRelayRefusal, first)).toBeNull()

      const refusal = () => ann.page.evaluate(findRelayRefusal, first)
      await expect
        .poll(refusal, { timeout: (SHORTEST_TTL_SECONDS + 30) * 1_000, intervals: [2_000] })
        .toBe(UNAUTHORIZED)
      await expectVoices(ann, bo)
      const renewed = await relayOf(ann)
      expect(renewed.username).not.toBe(first.username)

      const before = await ann.linkPath('Bo')
      await machine.changeAddress(router)
      const generation = async () => (await ann.linkPath('Bo'))?.usernameFragment ?? before?.usernameFragment
      await expect.poll(generation, { timeout: MOVE_TIMEOUT_MS }).not.toBe(before?.usernameFragment)
      await expectVoices(ann, bo)
      const after = await ann.linkPath('Bo')
      expect(after).toMatchObject({
        local: 'relay',
        remote: 'relay',
        connectionIndex: before?.connectionIndex,
      })

      const logged = [server.output, ...said].join('\n')
      for (const { username, credential } of [first, renewed]) {
        expect(logged).not.toContain(username)
        expect(logged).not.toContain(credential)
      }
    },
  )
})

test(
  'J3 J15 credentials are for who has joined a room, are their own, and end',
  WAITING,
  async ({ room }) => {
    const ttlSeconds = 600
    const server = await EarshotServer.start({
      EARSHOT_TURN_URLS: TURN_URLS.udp,
      EARSHOT_TURN_SECRET: TURN_SECRET,
      EARSHOT_TURN_TTL_SECONDS: String(ttlSeconds),
    })
    const socket = io(server.origin, { transports: ['websocket'] })
    try {
      for (const path of ['/', `/${room}`, '/healthz', '/readyz', '/metrics']) {
        expect(await (await fetch(`${server.origin}${path}`)).text()).not.toMatch(/turns?:\d|"credential"/)
      }
      expect(await socket.emitWithAck('ice:renew', {})).toEqual({ ok: false, code: 'not-joined' })

      const id = 'A'.repeat(22)
      const visitor = { room, page: id, seed: id, memberKey: id, profile: 'profile' }
      const joined = await socket.emitWithAck('room:join', visitor)
      const expectCredentials = (ice: unknown, nowMs: number) => {
        const username = /"username":"([^"]+)"/.exec(JSON.stringify(ice))?.[1] ?? ''
        const [endsAt, participantId] = username.split(':')
        expect(participantId).toBe(joined.participantId)
        expect(Number(endsAt)).toBeLessThanOrEqual(nowMs / 1_000 + ttlSeconds)
        expect(Number(endsAt)).toBeGreaterThan(nowMs / 1_000)
        const credential = createHmac('sha1', TURN_SECRET).update(username).digest('base64')
        expect(ice).toMatchObject({ iceServers: [{ urls: [TURN_URLS.udp], username, credential }] })
      }
      expectCredentials(joined.ice, Date.now())
      const renewed = await socket.emitWithAck('ice:renew', {})
      expectCredentials(renewed.ice, Date.now())
    } finally {
      socket.close()
      await server.stop()
    }
  },
)

test('the relay sends nothing to where only its own machine and networks are', WAITING, async ({ lab }) => {
  const host = await lab.newHost(await lab.newRouter('cone'))
  for (const peer of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254']) {
    const client = ['-c', '-n', '1', '-W', TURN_SECRET, '-u', 'mallory', '-e', peer, TURN_ADDRESS]
    // The allocation is granted, so what is refused is the peer (RFC 8656 §9.2). The client fails by it, and says why.
    const said = await host.namespace.run('sh', [
      '-c',
      'turnutils_uclient "$@" 2>&1 || true',
      'sh',
      ...client,
    ])
    expect(said, peer).toContain('403 (Forbidden IP)')
  }
})
