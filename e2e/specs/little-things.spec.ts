import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test, WAITING } from '@/e2e/fixtures/test'

/** A JSON object that the server serves. */
interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[]
  readonly start_url: string
  readonly display: string
}

test(
  'a person alone invites, plans a call, stays awake, and comes back by one press',
  WAITING,
  async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    await ann.page.context().grantPermissions(['camera', 'microphone', 'screen-wake-lock'])
    await ann.page.addInitScript(() => {
      window.wakeLocks = []
      window.shared = []
      if ('wakeLock' in navigator) {
        const request = navigator.wakeLock.request.bind(navigator.wakeLock)
        navigator.wakeLock.request = async (type) => {
          const lock = await request(type)
          window.wakeLocks.push(lock)
          return lock
        }
      }
      navigator.share = async (data) => void window.shared.push(data?.url ?? '')
    })
    await ann.enterLobby(room)
    await ann.call()
    await expect(ann.notice('waiting')).toBeVisible()
    await expect(ann.button('Copy link').first()).toBeVisible()
    await expect
      .poll(() => ann.page.evaluate(() => window.wakeLocks.map(({ released }) => released)))
      .toEqual([false])

    await ann.button('Show link and QR code').first().click()
    await ann.button('Share…').click()
    const link = await ann.page.evaluate(() => `${location.origin}${location.pathname}`)
    expect(await ann.page.evaluate(() => window.shared)).toEqual([link])
    await ann.page.getByLabel('When').fill('2031-05-06T07:08')
    await ann.page.getByLabel('How long').selectOption('45')
    const [download] = await Promise.all([
      ann.page.waitForEvent('download'),
      ann.page.getByRole('link', { name: 'Calendar file' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${room}.ics`)
    const file = (await readFile(await download.path(), 'utf8')).replaceAll('\r\n ', '')
    const startsAt = await ann.page.evaluate(() => new Date('2031-05-06T07:08').toISOString())
    expect(file).toContain(`DTSTART:${startsAt.replace(/[-:]|\.\d+/g, '')}\r\n`)
    expect(file).toContain(`URL:${link}\r\n`)
    await ann.page.keyboard.press('Escape')

    await ann.hangUp()
    await expect(ann.notice('call-left')).toHaveText(/The call lasted \d:\d\d\./)
    await expect
      .poll(() => ann.page.evaluate(() => window.wakeLocks.map(({ released }) => released)))
      .toEqual([true])
    await ann.button('Rejoin').click()
    await expect(ann.hangUpButton()).toBeVisible()
  },
)

test('Earshot can be installed, and keeps no page', WAITING, async ({ newPerson, room }) => {
  const ann = await newPerson('Ann')
  await ann.enterLobby(room)
  const href = await ann.page.locator('link[rel="manifest"]').getAttribute('href')
  const response = await ann.page.request.get(href ?? '')
  expect(response.headers()['content-type']).toContain('application/manifest+json')
  const manifest: Manifest = await response.json()
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' })
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
  const sizes = await ann.page.evaluate(async (icons) => {
    const images = icons.map(async ({ src }) => {
      const image = new Image()
      image.src = src
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    })
    return Promise.all(images)
  }, manifest.icons)
  for (const [index, { sizes: promised }] of manifest.icons.entries()) {
    if (promised !== 'any') expect(sizes[index]).toBe(promised)
  }

  const worker = await ann.page.request.get('/service-worker.js')
  expect(worker.headers()['cache-control']).toMatch(/max-age=0|no-cache/)
  expect(worker.headers()['content-type']).toContain('javascript')
  await ann.page.evaluate(async () => {
    await caches.open('left by an older version')
    await navigator.serviceWorker.ready
  })
  await ann.page.reload()
  await expect(ann.callButton()).toBeEnabled()
  expect(await ann.page.evaluate(() => caches.keys())).toEqual([])
  const registrations = await ann.page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  )
  expect(registrations).toEqual(['/'])
})

declare global {
  interface Window {
    /** Every lock on the screen that the page was granted. */
    wakeLocks: WakeLockSentinel[]
    /** Every link that was handed to the share sheet. */
    shared: string[]
  }
}
