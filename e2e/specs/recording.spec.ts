import { type BrowserContext, expect, type Page } from '@playwright/test'
import { canReadRecordings, type RecordedFile, readRecordedFile } from '@/e2e/fixtures/recorded-file'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

/** How many pieces of recordings lie in the browser's own file system. */
async function countPieces(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle('earshot-recordings', { create: true })
    let pieces = 0
    for await (const recording of folder.values()) {
      if (!(recording instanceof FileSystemDirectoryHandle)) continue
      for await (const _ of recording.keys()) pieces += 1
    }
    return pieces
  })
}

async function save(page: Page): Promise<RecordedFile> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Save the recording of/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^earshot-\d{8}-\d{4}\.webm$/)
  return readRecordedFile(await download.path())
}

async function deleteRecording(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Delete the recording of/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByTestId('kept-recording')).toHaveCount(0)
  expect(await countPieces(page)).toBe(0)
}

/** Both kinds of track, a duration, people's pictures rather than the empty ground, and the beeps of a fake microphone. */
function expectPlayable(file: RecordedFile, atLeastS: number): void {
  expect(file.kinds).toEqual(['audio', 'video'])
  expect(file.endS).toBeGreaterThan(atLeastS)
  expect(Math.abs((file.durationS ?? 0) - file.endS)).toBeLessThan(file.endS * 0.05)
  expect(file.loudestDb).toBeGreaterThan(-40)
  expect(file.frames).toBeGreaterThan(file.endS)
  expect(Math.max(...file.meanColour)).toBeGreaterThan(70)
}

async function startRecording({ page, button }: Person): Promise<void> {
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Record' }).click()
  await button('Start recording').click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Stop recording' })).toBeVisible()
  await page.keyboard.press('Escape')
}

test('R1 a call is recorded to the disk over a change of devices, everybody sees it, and a crash loses no more than its last second', async ({
  newPerson,
  room,
}, testInfo) => {
  testInfo.skip(!(process.env.CI || (await canReadRecordings())), 'ffmpeg is not installed')
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  await startRecording(ann)
  await expect(bo.notice('recording')).toHaveText('Ann is recording this call')
  await expect(ann.notice('recording')).toHaveText('You are recording')
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(1)
  await ann.button('Turn camera off').click()
  await ann.button('Turn camera on').click()
  await bo.expectPictureOf('Ann')
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(4)
  await ann.button('Stop recording').click()
  await expect(bo.notice('recording')).toBeHidden()
  await expect(ann.page.getByTestId('kept-recording')).toHaveCount(1)
  expectPlayable(await save(ann.page), 3)
  await deleteRecording(ann.page)
  await ann.page.keyboard.press('Escape')

  await startRecording(ann)
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(3)
  const context = ann.page.context()
  await crash(ann.page)
  const page = await comeBack(context, room)
  await expect(page.getByTestId('kept-recording')).toHaveCount(1)
  expectPlayable(await save(page), 2)
  await deleteRecording(page)
})

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  page.goto('chrome://crash').catch(() => undefined)
  await crashed
}

async function comeBack(context: BrowserContext, room: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`/${room}`)
  return page
}
