import { expect, type Locator, type Page } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test as localTest, WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/lab/lab-test'
import type { NatKind } from '@/e2e/lab/nat-rules'
import { STUN_URL, TURN_SECRET, TURN_URLS } from '@/e2e/lab/turn-server'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

test.use({ trace: 'off' })

/** ICE has 20 seconds to find a way, and to find one again; gathering and a busy machine take the rest. */
const VERDICT_TIMEOUT_MS = 40_000

/** In the lab's public network, with nobody there. */
const DEAD_ADDRESS = '203.0.113.250'

/** Links fail without media as they do with it, and the machine has more time for them. */
const WITHOUT_MEDIA = { camera: '0', mic: '0' } as const

/** The framework has an alert of its own for the names of pages; it has no code. */
function alerts(person: Person): Locator {
  return person.page.getByRole('alert').and(person.page.locator('[data-code]'))
}

async function expectVerdict(person: Person, code: string): Promise<void> {
  await expect(alerts(person).and(person.notice(code))).toBeVisible({ timeout: VERDICT_TIMEOUT_MS })
  await expect(alerts(person)).toHaveCount(1)
}

/** Passes what the server says to a page through a function; null is not passed on. */
async function rewriteFacts(page: Page, rewrite: (frame: string) => string | null): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    socket.connectToServer().onMessage((message) => {
      const frame = rewrite(String(message))
      if (frame !== null) socket.send(frame)
    })
  })
}

/** Nothing is prepared with whoever waits, either, so that the answer is to an offer. */
const swallowAnswers = (frame: string) => (/"(offer:answered|link:prepared)"/.test(frame) ? null : frame)

interface Row {
  readonly code: string
  readonly because: string
  readonly kinds: readonly [NatKind, NatKind]
  readonly environment: Readonly<Record<string, string>>
}

const ROWS: readonly Row[] = [
  {
    code: 'no-relay-configured',
    because: 'both are behind symmetric NAT and there is no relay',
    kinds: ['symmetric', 'symmetric'],
    environment: { EARSHOT_STUN_URLS: STUN_URL },
  },
  {
    code: 'relay-refused-credentials',
    because: 'the server makes credentials with another secret than the relay has',
    kinds: ['symmetric', 'symmetric'],
    environment: {
      EARSHOT_STUN_URLS: STUN_URL,
      EARSHOT_TURN_URLS: Object.values(TURN_URLS).join(','),
      EARSHOT_TURN_SECRET: `not-${TURN_SECRET}`,
    },
  },
  {
    code: 'relay-unreachable',
    because: 'nobody is at the relay’s address',
    kinds: ['symmetric', 'symmetric'],
    environment: {
      EARSHOT_STUN_URLS: STUN_URL,
      EARSHOT_TURN_URLS: `turn:${DEAD_ADDRESS}:3478?transport=udp,turn:${DEAD_ADDRESS}:3478?transport=tcp`,
      EARSHOT_TURN_SECRET: TURN_SECRET,
    },
  },
  {
    code: 'udp-blocked-no-tcp-relay',
    because: 'one side gets no UDP out and the relay has nothing else',
    kinds: ['cone', 'udp-blocked'],
    environment: {
      EARSHOT_STUN_URLS: STUN_URL,
      EARSHOT_TURN_URLS: TURN_URLS.udp,
      EARSHOT_TURN_SECRET: TURN_SECRET,
    },
  },
]

for (const { code, because, kinds, environment } of ROWS) {
  test.describe(code, () => {
    test.use({ serverEnvironment: { ...environment } })

    test(`${code}: ${because}`, WAITING, async ({ lab, newPersonOn, room }) => {
      const ann = await newPersonOn(await lab.newHost(await lab.newRouter(kinds[0])), 'Ann')
      const bo = await newPersonOn(await lab.newHost(await lab.newRouter(kinds[1])), 'Bo')
      await ann.enterLobby(room, WITHOUT_MEDIA)
      await ann.call()
      await bo.enterLobby(room, WITHOUT_MEDIA)
      const answeredAt = await bo.clickAnswer('Ann')
      await expectVerdict(bo, code)
      const afterMs = Math.round(performance.timeOrigin + performance.now() - answeredAt)
      // The rows that are missing in the table of the NAT tests: pairs with no way through.
      printFigure(`${kinds.join(' / ')}, ${because}`, `no link, ${code} ${afterMs} ms after Answer`)
    })
  })
}

test.describe('signaling-unreachable', () => {
  // A server of this test alone, since it is killed.
  test.use({ serverEnvironment: { EARSHOT_GRACE_SECONDS: '29' } })

  test(
    'signaling-unreachable: the path is cut while the server is dead',
    WAITING,
    async ({ lab, newPersonOn, room, server }) => {
      const router = await lab.newRouter('public')
      const host = await lab.newHost(router)
      const ann = await newPersonOn(await lab.newHost(await lab.newRouter('public')), 'Ann')
      const bo = await newPersonOn(host, 'Bo')
      await startCall(ann, bo, room)
      await server.kill()
      await host.unplug(router)
      await expectVerdict(ann, 'signaling-unreachable')
    },
  )
})

localTest(
  'never-answered: the answer never comes to the other side',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await rewriteFacts(ann.page, swallowAnswers)
    await ann.enterLobby(room, WITHOUT_MEDIA)
    await ann.call()
    await bo.enterLobby(room, WITHOUT_MEDIA)
    await bo.answer('Ann')
    await expectVerdict(bo, 'never-answered')
  },
)

localTest(
  'peer-left: who hangs up before the link stands has left; later it is no failure',
  async ({ newPerson, room }) => {
    const [ann, bo, cy] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cy')]
    await rewriteFacts(ann.page, swallowAnswers)
    await ann.enterLobby(room, WITHOUT_MEDIA)
    await ann.call()
    await bo.enterLobby(room, WITHOUT_MEDIA)
    await bo.answer('Ann')
    await expect(bo.tile('Ann')).toBeVisible()
    await ann.hangUp()
    await expectVerdict(bo, 'peer-left')

    await bo.button('Dismiss').click()
    await cy.visit(room, { join: '1' })
    await bo.expectPictureOf('Cy')
    await cy.hangUp()
    await expect(bo.tile('Cy')).toBeHidden()
    await expect(bo.page.getByRole('status').and(bo.notice('left')).filter({ hasText: 'Cy' })).toBeVisible()
    await expect(alerts(bo)).toHaveCount(0)
  },
)

localTest(
  'dtls-failed: the certificate is not the one that the description names',
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await rewriteFacts(ann.page, (frame) =>
      frame.replaceAll(
        /(a=fingerprint:sha-256 )(..)/g,
        (_, name: string, byte: string) => `${name}${byte === '00' ? 'FF' : '00'}`,
      ),
    )
    await ann.enterLobby(room, WITHOUT_MEDIA)
    await ann.call()
    await bo.enterLobby(room, WITHOUT_MEDIA)
    await bo.answer('Ann')
    await expectVerdict(ann, 'dtls-failed')
  },
)
