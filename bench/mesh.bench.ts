import { parseArgs } from 'node:util'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { installMediaProbe } from '@/e2e/fixtures/media-probe'
import { printTable, round, type Table, writeTables } from './tables'

const { values: options } = parseArgs({
  options: {
    /** The largest call: how far two cores go. */
    people: { type: 'string', default: '4' },
    /** Over how many seconds each call is measured. */
    seconds: { type: 'string', default: '10' },
    /** Fills docs/performance.md. */
    write: { type: 'boolean', default: false },
  },
})
const SECONDS = Number(options.seconds)
/** First pictures, and the plan's five seconds. */
const SETTLING_SECONDS = 8

/** Runs in the page before anything else: whatever the controller asks for, senders keep to what the browser does by itself. */
function withoutController(): void {
  const { addTransceiver } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.addTransceiver = function (trackOrKind, { sendEncodings: _, ...init } = {}) {
    return addTransceiver.call(this, trackOrKind, init)
  }
  RTCRtpSender.prototype.setParameters = async () => undefined
}

/** By the page's own frames, which cost next to nothing and stop with it. */
async function passSeconds(page: Page, seconds: number): Promise<void> {
  await page.evaluate(async (ms) => {
    const endAt = performance.now() + ms
    while (performance.now() < endAt) await new Promise(requestAnimationFrame)
  }, seconds * 1_000)
}

/** What all links of a page have sent and decoded so far. */
async function readCounts(page: Page): Promise<{ bytesSent: number; frames: number }> {
  return page.evaluate(async () => {
    const reports = await Promise.all([...window.earshotProbe.connections].map((one) => one.getStats()))
    const all = reports.flatMap((report) => [...report.values()])
    const sum = (type: string, name: string) =>
      all.filter((one) => one.type === type).reduce((total, one) => total + (one[name] ?? 0), 0)
    return { bytesSent: sum('transport', 'bytesSent'), frames: sum('inbound-rtp', 'framesDecoded') }
  })
}

/** Processor time of all processes of the browser so far, in seconds. */
async function readCpuSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

async function measureCall(browser: Browser, origin: string, people: number, isPlanned: boolean) {
  const context = await browser.newContext({ baseURL: origin, permissions: ['camera', 'microphone'] })
  await context.addInitScript(installMediaProbe)
  if (!isPlanned) await context.addInitScript(withoutController)
  const pages: Page[] = []
  for (let person = 1; person <= people; person += 1) {
    const page = await context.newPage()
    await page.goto(`/mesh-${process.pid}-${people}-${isPlanned}?name=P${person}&join=1`)
    pages.push(page)
  }
  const [first] = pages
  if (first === undefined) throw new Error('Nobody is in the call')
  for (const page of pages) {
    await page.waitForFunction(
      (count) => [...document.querySelectorAll('video[data-testid=remote-video]')].length === count,
      people - 1,
    )
  }
  await passSeconds(first, SETTLING_SECONDS)
  const session = await browser.newBrowserCDPSession()
  const [cpuBefore, before] = [await readCpuSeconds(session), await Promise.all(pages.map(readCounts))]
  await passSeconds(first, SECONDS)
  const [cpuAfter, after] = [await readCpuSeconds(session), await Promise.all(pages.map(readCounts))]
  await context.close()
  const grown = (name: 'bytesSent' | 'frames') =>
    after.reduce((sum, counts, index) => sum + counts[name] - (before[index]?.[name] ?? 0), 0)
  return {
    people,
    controller: isPlanned ? 'with' : 'without',
    'cores in use': round((cpuAfter - cpuBefore) / SECONDS, 2),
    'kbit/s sent by each': round((grown('bytesSent') * 8) / SECONDS / people / 1_000),
    'frames/s of each picture': round(grown('frames') / SECONDS / (people * (people - 1)), 1),
  }
}

const server = await EarshotServer.start()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [...CHROMIUM_ARGUMENTS],
})
try {
  const rows: Table['rows'][number][] = []
  for (let people = 2; people <= Number(options.people); people += 1) {
    for (const isPlanned of [false, true]) {
      rows.push(await measureCall(browser, server.origin, people, isPlanned))
    }
  }
  const table: Table = { name: 'mesh', title: 'What a call costs, by people and controller', rows }
  printTable(table)
  if (options.write) await writeTables('docs/performance.md', [table])
} finally {
  await browser.close()
  await server.stop()
}
