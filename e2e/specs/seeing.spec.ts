import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { readHeldLinks } from '@/e2e/fixtures/held-links'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { seriousFindings } from '@/e2e/fixtures/serious-findings'
import { test, WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

// The whole way: a link that is connected while it rings would have gone most of it before Answer.
test.use({ serverEnvironment: { EARSHOT_INSTANT_ANSWER: '0' } })

/** Who waits makes the offer of a link that is held until they answer (docs/protocol.md, P7). */
const OFFERER_STEPS = [
  'connection',
  'tracks',
  'local-description',
  'offer',
  'answer',
  'remote-description',
  'person',
  'ice',
  'dtls',
  'first-frame',
]
const ANSWERER_STEPS = [
  'connection',
  'offer',
  'remote-description',
  'tracks',
  'local-description',
  'answer',
  'person',
  'ice',
  'dtls',
  'first-frame',
]

interface SeenTimeline {
  readonly row: readonly string[]
  readonly beside: readonly string[]
  readonly sumMs: number
  readonly totalMs: number
  /** From the answer of the person to the end of the DTLS handshake. */
  readonly connectedMs: number
}

/** What a busy page takes from the click to the link. */
const CLICK_TO_LINK_MS = 100

/** The addresses of this page's own candidates, as its browser knows them. */
async function ownAddresses(person: Person): Promise<string[]> {
  return person.page.evaluate(async () => {
    const reports = await Promise.all([...window.earshotProbe.connections].map((one) => one.getStats()))
    const all = reports.flatMap((report) => [...report.values()])
    return all.flatMap(({ type, address }) =>
      type === 'local-candidate' && address ? [String(address)] : [],
    )
  })
}

/** Opens the connection panel from somebody's tile and reads its timeline as the page shows it. */
async function readTimeline(person: Person, name: string): Promise<SeenTimeline> {
  await person.button(`Connection with ${name}`).click()
  const items = person.page.getByTestId('timeline').getByRole('listitem')
  await expect(items.and(person.page.locator('[data-step="first-frame"]'))).toBeVisible()
  const steps = await items.evaluateAll((list) =>
    list.map((item) => ({
      name: item.getAttribute('data-step') ?? '',
      durationMs: Number(item.getAttribute('data-duration')),
      isBeside: item.hasAttribute('data-beside'),
    })),
  )
  const row = steps.filter(({ isBeside }) => !isBeside)
  const sumOf = (list: readonly { readonly durationMs: number }[]) =>
    list.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const total = await person.page.getByTestId('set-up').getAttribute('data-total')
  return {
    row: row.map((step) => step.name),
    beside: steps.filter(({ isBeside }) => isBeside).map((step) => step.name),
    sumMs: sumOf(row),
    totalMs: Number(total),
    connectedMs: sumOf(row.filter(({ name: step }) => step === 'ice' || step === 'dtls')),
  }
}

test('the panel shows every step of a call in order, its path and figures; its file is one that viewers of Chrome’s dumps open', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await ann.enterLobby(room)
  await ann.call()
  await bo.enterLobby(room)
  for (const { page } of [ann, bo])
    await expect.poll(async () => (await readHeldLinks(page)).described).toBe(1)
  const clickedAt = await bo.clickAnswer('Ann')
  await Promise.all([ann.expectPictureOf('Bo'), bo.expectPictureOf('Ann')])
  // The dialog hides what is behind it from roles.
  const path = await bo.linkPath('Ann')
  const seenByCaller = await readTimeline(ann, 'Bo')
  const seenByAnswerer = await readTimeline(bo, 'Ann')
  expect(seenByCaller.row).toEqual(ANSWERER_STEPS)
  expect(seenByAnswerer.row).toEqual(OFFERER_STEPS)
  for (const { beside, sumMs, totalMs } of [seenByCaller, seenByAnswerer]) {
    expect(beside.toSorted()).toEqual(['candidates', 'capture'])
    expect(sumMs).toBeCloseTo(totalMs, 3)
  }
  const measuredMs = (path?.connectedAt ?? 0) - clickedAt
  printFigure(
    'from Answer to connected, measured and by the timeline',
    `${measuredMs.toFixed(0)} ms, ${seenByAnswerer.connectedMs.toFixed(0)} ms`,
  )
  expect(Math.abs(seenByAnswerer.connectedMs - measuredMs)).toBeLessThan(CLICK_TO_LINK_MS)

  const dialog = ann.page.getByRole('dialog')
  await expect(dialog.getByTestId('path')).toHaveAttribute('data-kind', 'direct')
  await expect(dialog.getByText('hidden', { exact: true }).first()).toBeVisible()
  await expect(dialog.locator('[data-plot="bitRate"] canvas')).toBeVisible()
  await expect(dialog.locator('[data-plot="bitRate"] figcaption')).toContainText(/in \d/)
  await expect(dialog.getByText('audio out: opus')).toBeVisible()

  expect(await seriousFindings(ann.page)).toEqual([])
  const [download] = await Promise.all([
    ann.page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save a file' }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  const dump = JSON.parse(text)
  expect(Object.keys(dump)).toEqual(
    expect.arrayContaining(['getUserMedia', 'PeerConnections', 'UserAgent', 'earshot']),
  )
  const [connection] = Object.values<Record<string, Record<string, { values: string }>>>(dump.PeerConnections)
  const bytes = Object.entries(connection?.stats ?? {}).find(([key]) => key.endsWith('-bytesReceived'))
  expect(JSON.parse(bytes?.[1].values ?? '[]').length).toBeGreaterThan(0)
  const addresses = await ownAddresses(ann)
  expect(addresses.length).toBeGreaterThan(0)
  for (const secret of [...addresses, 'Ann', 'Bo"', ann.page.url()]) expect(text).not.toContain(secret)
})

test(
  'the doctor prints a verdict with advice for everything that it looks at',
  WAITING,
  async ({ newPerson }) => {
    const ann = await newPerson('Ann')
    await ann.page.goto('/doctor')
    await expect(ann.notice('doctor-ready')).toBeVisible()
    const lines = ann.page.getByRole('list', { name: 'What was found' }).getByRole('listitem')
    const verdicts = await lines.evaluateAll((list) =>
      list.map((line) => `${line.getAttribute('data-check')}: ${line.getAttribute('data-code')}`),
    )
    printFigure('the doctor', verdicts.join(', '))
    expect(verdicts).toEqual([
      'browser: browser-able',
      'devices: devices-there',
      'permissions: permission-granted',
      'server: server-reached',
      'stun: stun-none',
      'relay: relay-none',
      'bandwidth: bandwidth-unmeasured',
    ])
    expect(await seriousFindings(ann.page)).toEqual([])
    await ann.page.context().setOffline(true)
    await ann.button('Look again').click()
    await expect(ann.notice('doctor-blocked')).toBeVisible()
    await expect(lines.and(ann.notice('server-unreachable'))).toContainText('VPN')
  },
)
