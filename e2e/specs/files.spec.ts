import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test, WAITING } from '@/e2e/fixtures/test'
import { startCallByVoice } from '@/e2e/pages/start-call'

const SIZE = 6_000_000
/** A file that took the path for itself would leave next to nothing of a voice; a busy machine makes up some by itself. */
const MADE_UP_SHARE = 0.25

test(
  'F1, F4, F5: a file goes from browser to browser, goes on after a broken link, and is the one that was sent',
  WAITING,
  async ({ newPerson, room }, testInfo) => {
    // It is hashed three times, and yields to the call where two cores carry two browsers and whatever runs beside.
    test.setTimeout(120_000)
    const path = testInfo.outputPath('film \u202efdp.bin')
    const bytes = randomBytes(SIZE)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await writeFile(path, bytes)
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    // Nobody is there to choose a place in the system's dialog: the browser's own file system takes it.
    await bo.page.addInitScript(() => {
      window.showSaveFilePicker = undefined
    })
    await startCallByVoice(ann, bo, room)

    await ann.button('Chat').click()
    await ann.page.getByTestId('file-input').setInputFiles(path)
    await expect(bo.notice('file-news')).toContainText('Ann offers film _fdp.bin')
    await bo.button('Chat, 1 unread').click()
    await expect(bo.page.getByText('6 MB')).toBeVisible()
    await bo.button('Accept film _fdp.bin').click()

    const progress = bo.page.getByRole('progressbar', { name: 'film _fdp.bin' })
    const stored = async () => Number(await progress.getAttribute('value', { timeout: 5_000 }))
    await expect.poll(stored, { intervals: [100] }).toBeGreaterThan(1_000_000)
    const before = await ann.connectionsEverUp()
    await ann.page.evaluate(() => {
      for (const one of window.earshotProbe.connections) if (one.connectionState === 'connected') one.close()
    })
    await expect.poll(() => ann.connectionsEverUp()).toBe(before + 1)

    await expect(bo.notice('file-done')).toBeVisible({ timeout: 80_000 })
    // Of the link that the rest of it came by.
    const { audioSamples, concealedSamples } = await bo.received('Ann')
    printFigure(
      'sound made up while a file came',
      `${((100 * concealedSamples) / audioSamples).toFixed(1)} %`,
    )
    expect(concealedSamples / audioSamples).toBeLessThan(MADE_UP_SHARE)
    // The button that was pressed is gone; the keyboard goes on from its place.
    await expect(bo.page.getByRole('listitem', { name: 'film _fdp.bin' })).toBeFocused()
    await expect(ann.notice('file-done')).toBeVisible()
    for (const { page } of [ann, bo]) {
      await page.getByText('Fingerprint (SHA-256)').click()
      await expect(page.getByTestId('file-hash')).toHaveText(sha256)
    }
    // What arrived and was not saved is still there after the call.
    await bo.hangUp()
    const [download] = await Promise.all([
      bo.page.waitForEvent('download'),
      bo.page.getByRole('link', { name: 'Save film _fdp.bin' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('film _fdp.bin')
    const received = await readFile(await download.path())
    expect(received.equals(bytes)).toBe(true)
  },
)
