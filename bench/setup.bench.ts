import { type Browser, chromium } from 'playwright-core'
import { CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { median, printFigures } from './figures'
import { installSetupMarks, measureFloor } from './setup-page'

/** A median of fewer says little on a shared machine. */
const RUNS = Number(process.argv[2] ?? 9)

type Side = 'offerer' | 'answerer'

async function openPage(browser: Browser, origin: string) {
  const context = await browser.newContext({ baseURL: origin, permissions: ['camera', 'microphone'] })
  await context.addInitScript(installSetupMarks)
  return context.newPage()
}

/** From the press of Answer to the first remote frame shown, at each side. */
async function measureCall(browser: Browser, origin: string, room: string, fragment = '') {
  const [caller, answerer] = await Promise.all([openPage(browser, origin), openPage(browser, origin)])
  await caller.goto(`/${room}?name=Ann&join=1${fragment}`)
  await answerer.goto(`/${room}?name=Bo${fragment}`)
  await answerer.getByTestId('local-video').evaluate(async (video: HTMLVideoElement) => {
    while (video.readyState < 2)
      await new Promise((resolve) => video.addEventListener('playing', resolve, { once: true }))
  })
  await answerer.getByRole('button', { name: 'Answer Ann' }).click()
  for (const page of [caller, answerer])
    await page.waitForFunction(() => window.setupMarks.firstFrameAt !== null)
  const answeredAt = await answerer.evaluate(() => window.setupMarks.answeredAt ?? Number.NaN)
  const [offererAt, answererAt] = await Promise.all(
    [caller, answerer].map((page) => page.evaluate(() => window.setupMarks.firstFrameAt ?? Number.NaN)),
  )
  await Promise.all([caller.context().close(), answerer.context().close()])
  return {
    offerer: (offererAt ?? Number.NaN) - answeredAt,
    answerer: (answererAt ?? Number.NaN) - answeredAt,
  }
}

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const server = await EarshotServer.start()
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] })
try {
  const floor: Record<Side, number[]> = { offerer: [], answerer: [] }
  const bare: Record<Side, number[]> = { offerer: [], answerer: [] }
  const keyed: Record<Side, number[]> = { offerer: [], answerer: [] }
  // Floor and call take turns, so that both meet the same state of a shared machine.
  for (let run = 0; run < RUNS; run += 1) {
    const page = await openPage(browser, server.origin)
    await page.goto('/')
    const floorRun = await page.evaluate(measureFloor)
    await page.context().close()
    const bareRun = await measureCall(browser, server.origin, `bare-${run}`)
    const keyedRun = await measureCall(browser, server.origin, `keyed-${run}`, toKeyFragment(createRoomKey()))
    for (const side of ['offerer', 'answerer'] as const) {
      floor[side].push(floorRun[side])
      bare[side].push(bareRun[side])
      keyed[side].push(keyedRun[side])
    }
  }
  printFigures(
    'Answer → first remote frame, on loopback',
    [
      { what: 'floor (two connections in one page), offerer', valuesMs: floor.offerer },
      { what: 'floor, answerer', valuesMs: floor.answerer },
      { what: 'bare room, offerer', valuesMs: bare.offerer },
      { what: 'bare room, answerer', valuesMs: bare.answerer },
      { what: 'keyed room, offerer', valuesMs: keyed.offerer },
      { what: 'keyed room, answerer', valuesMs: keyed.answerer },
    ],
    Math.max(median(floor.offerer), median(floor.answerer)),
  )
} finally {
  await browser.close()
  await server.stop()
}
