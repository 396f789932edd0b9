import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { type DrawnPerson, installDrawnMedia } from './draw-person'
import { photographConnection } from './photograph-connection'

const WINDOW = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const SIDEWAYS = { width: 844, height: 390 }
const ROOM = 'our-kitchen'
const WEBP_QUALITY = 82

/** Those that the documentation shows. */
const DOCUMENTED: ReadonlySet<string> = new Set([
  'lobby',
  'offer-list',
  'one-to-one',
  'four-tiles',
  'screen-share',
  'phone',
])

const PEOPLE = {
  Ann: { wallHue: 24, skin: '#e3b08c', hair: '#5b3423', shirt: '#b5523b' },
  Bo: { wallHue: 190, skin: '#8d5a3c', hair: '#20140f', shirt: '#f2d6a2' },
  Cid: { wallHue: 100, skin: '#f0c8a4', hair: '#c98a3a', shirt: '#3f5c94' },
  Dee: { wallHue: 280, skin: '#c98e66', hair: '#33222d', shirt: '#4f8a6a' },
} satisfies Readonly<Record<string, DrawnPerson>>

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const [folder = 'docs/images', language = 'en'] = process.argv.slice(2)
const isForDocumentation = process.argv.length <= 2

/** Runs in the page: waits until what moves has come to its end and is drawn. */
async function settle(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
  await Promise.allSettled(ending.map((animation) => animation.finished))
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

class Photographer {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Takes one screen in both colour schemes. */
  async take(name: string, size = WINDOW): Promise<void> {
    if (isForDocumentation && !DOCUMENTED.has(name)) return
    await this.#page.setViewportSize(size)
    await this.#page.mouse.move(1, 1)
    const session = await this.#page.context().newCDPSession(this.#page)
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.#page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await this.#page.evaluate(settle)
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY })
      const image = Buffer.from(data, 'base64')
      await writeFile(join(folder, `${name}-${colorScheme}.webp`), image)
      console.log(
        `${name}-${colorScheme}.webp`.padEnd(28),
        `${Math.round(image.length / 1_000)} kB`.padStart(7),
      )
    }
    await session.detach()
    await this.#page.setViewportSize(WINDOW)
  }
}

async function openPerson(browser: Browser, origin: string, name: keyof typeof PEOPLE): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    locale: name === 'Ann' ? language : 'en',
    viewport: WINDOW,
    permissions: ['camera', 'microphone'],
  })
  await context.addInitScript(installDrawnMedia, PEOPLE[name])
  return context.newPage()
}

async function waitForPictures(page: Page, count: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-testid=remote-video]')]
    return videos.filter((video) => video.videoWidth > 0).length >= wanted
  }, count)
}

/** One call from its beginning to its end, as Ann sees it. */
async function photographCall(browser: Browser, origin: string): Promise<void> {
  const link = (name: string, query = '') => `/${ROOM}?name=${name}${query}${toKeyFragment(key)}`
  const key = createRoomKey()
  const [ann, bo, cid, dee] = await Promise.all(
    (['Ann', 'Bo', 'Cid', 'Dee'] as const).map((name) => openPerson(browser, origin, name)),
  )
  if (ann === undefined || bo === undefined || cid === undefined || dee === undefined) return
  const photographer = new Photographer(ann)
  await ann.goto('/')
  await photographer.take('landing')
  await photographer.take('landing-phone', PHONE)
  await ann.goto(link('Ann'))
  await cid.goto(link('Cid'))
  await ann.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0)
  await photographer.take('lobby')
  await photographer.take('lobby-phone', PHONE)
  await bo.goto(link('Bo', '&join=1&mic=0'))
  await ann.locator('[data-code=offer]').waitFor({ state: 'attached' })
  await photographer.take('offer-list')
  await ann.locator('.button-primary').first().click()
  await waitForPictures(ann, 1)
  await photographer.take('one-to-one')
  await photographer.take('phone', PHONE)
  await photographer.take('sideways', SIDEWAYS)
  await cid.goto(link('Cid', '&join=1'))
  await dee.goto(link('Dee', '&join=1&mic=0'))
  await waitForPictures(ann, 3)
  await ann.locator('[data-quality]').nth(2).waitFor()
  await ann.waitForFunction(() => document.querySelector('[data-code=joined]') === null)
  await photographer.take('four-tiles')
  await photographer.take('four-tiles-phone', PHONE)
  await ann.keyboard.press('p')
  await photographer.take('people')
  await photographer.take('people-phone', PHONE)
  await ann.keyboard.press('Escape')
  await ann.keyboard.press(',')
  await photographer.take('settings')
  await ann.keyboard.press('Escape')
  await ann.keyboard.press('l')
  await photographer.take('speaker')
  await ann.keyboard.press('l')
  await bo.keyboard.press('s')
  await ann.locator('[data-testid=remote-screen]').waitFor()
  await ann.waitForFunction(() => {
    const screen = document.querySelector<HTMLVideoElement>('[data-testid=remote-screen]')
    return (screen?.videoWidth ?? 0) >= 1_280
  })
  await photographer.take('screen-share')
  await photographer.take('screen-share-phone', PHONE)
  await ann.locator('[aria-haspopup=menu]').click()
  await ann.locator('[role=menu]').waitFor()
  await photographer.take('menu')
  await ann.keyboard.press('Escape')
  await ann.keyboard.press('Alt+Shift+KeyQ')
  await ann.locator('[data-code=call-left]').waitFor()
  await photographer.take('left')
}

await mkdir(folder, { recursive: true })
const server = await EarshotServer.start()
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] })
try {
  await photographCall(browser, server.origin)
  if (isForDocumentation) await photographConnection(browser, { ann: PEOPLE.Ann, bo: PEOPLE.Bo }, folder)
} finally {
  await browser.close()
  await server.stop()
}
