import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { test } from '@/e2e/fixtures/hideable'
import { withArguments } from '@/e2e/fixtures/launch-arguments'
import { canReadRecordings, type RecordedFile, readRecordedFile } from '@/e2e/fixtures/recorded-file'
import type { Person } from '@/e2e/pages/person'
import { negotiationsOf, startCall } from '@/e2e/pages/start-call'

// The third camera can be sent like the first; the second has a format that no connection takes.
test.use({
  launchOptions: withArguments({
    without: '--use-fake-device',
    add: '--use-fake-device-for-media-stream=device-count=3',
  }),
})

/** Louder than what is left of silence, softer than a fake microphone's beep; in decibels against full scale. */
const HEARD_DB = -40
/** Brighter than the empty ground, darker than a fake camera. */
const SHOWN = 70

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

/** Both kinds of track, a duration, people's pictures rather than the empty ground, and a fake microphone's beeps to the end. */
function expectPlayable(file: RecordedFile, atLeastS: number): void {
  expect(file.kinds).toEqual(['audio', 'video'])
  expect(file.endS).toBeGreaterThan(atLeastS)
  expect(Math.abs((file.durationS ?? 0) - file.endS)).toBeLessThan(file.endS * 0.05)
  expect(file.loudestDb).toBeGreaterThan(HEARD_DB)
  expect(file.closingDb).toBeGreaterThan(HEARD_DB)
  expect(file.frames).toBeGreaterThan(file.endS)
  expect(file.thirds[1]).toBeGreaterThan(SHOWN)
}

async function startRecording({ page, button }: Person, what: string): Promise<void> {
  await button('More').click()
  await page.getByRole('menuitem', { name: 'Record' }).click()
  await page.getByRole('combobox', { name: 'What to record' }).selectOption(what)
  await button('Start recording').click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Stop recording' })).toBeVisible()
  await page.keyboard.press('Escape')
}

/** Others take over for camera and microphone. */
async function changeDevices(person: Person): Promise<void> {
  const { page, button } = person
  const readUsed = async () => ({
    camera: await person.deviceInUse('video'),
    microphone: await person.deviceInUse('audio'),
  })
  const before = await readUsed()
  await button('Settings').click()
  await page.getByRole('combobox', { name: 'Camera' }).selectOption({ index: 2 })
  await page.getByRole('combobox', { name: 'Microphone' }).selectOption({ index: 1 })
  await expect.poll(async () => (await readUsed()).camera).not.toBe(before.camera)
  await expect.poll(async () => (await readUsed()).microphone).not.toBe(before.microphone)
  await button('Close').click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('R1 a call or one person is recorded to the disk, everybody sees it, other devices take over without renegotiation, and a crash loses no more than the last second', async ({
  newPerson,
  room,
}, testInfo) => {
  testInfo.skip(!(process.env.CI || (await canReadRecordings())), 'ffmpeg is not installed')
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  // From here on what is heard is Ann.
  await bo.button('Mute microphone').click()
  await startRecording(ann, 'The whole call')
  await expect(bo.notice('recording')).toHaveText('Ann is recording this call')
  await expect(ann.notice('recording')).toHaveText('You are recording')
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(1)
  const negotiations = await negotiationsOf(ann)
  await changeDevices(ann)
  await bo.expectPictureOf('Ann')
  expect(await negotiationsOf(ann)).toEqual(negotiations)
  expect(await ann.openDevices()).toBe(2)
  const before = await countPieces(ann.page)
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(before + 2)
  await ann.button('Stop recording').click()
  await expect(bo.notice('recording')).toBeHidden()
  await expect(ann.page.getByTestId('kept-recording')).toHaveCount(1)
  const call = await save(ann.page)
  expectPlayable(call, 3)
  expect(call.thirds[0]).toBeLessThan(SHOWN)
  expect(call.closingMoves).toBeGreaterThan(1)
  await deleteRecording(ann.page)
  await ann.page.keyboard.press('Escape')

  await startRecording(ann, 'Bo alone')
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(2)
  await bo.button('Unmute microphone').click()
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(5)
  const context = ann.page.context()
  await crash(ann.page)
  const page = await comeBack(context, room)
  await expect(page.getByTestId('kept-recording')).toHaveCount(1)
  const alone = await save(page)
  expectPlayable(alone, 2)
  // One picture fills it, and of Ann's voice there is nothing in it.
  expect(alone.thirds[0]).toBeGreaterThan(SHOWN)
  expect(alone.openingDb).toBeLessThan(HEARD_DB)
  await deleteRecording(page)
})

test('what is recorded goes on while another tab is looked at', async ({
  newHideablePerson,
  newPerson,
  room,
  server,
}, testInfo) => {
  testInfo.skip(!(process.env.CI || (await canReadRecordings())), 'ffmpeg is not installed')
  const { person: ann, hide, downloadInto } = await newHideablePerson('Ann')
  const bo = await newPerson('Bo')
  await bo.visit(room, { join: '1' })
  await expect(bo.hangUpButton()).toBeVisible()
  await ann.page.goto(`${server.origin}/${room}?name=Ann&join=1&camera=0`)
  await ann.expectPictureOf('Bo')
  await startRecording(ann, 'Bo alone')
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(0)
  await hide()
  await expect.poll(() => ann.page.evaluate(() => document.visibilityState)).toBe('hidden')
  const seen = await countPieces(ann.page)
  // The last two seconds are looked at: all of them are hidden.
  await expect.poll(() => countPieces(ann.page)).toBeGreaterThan(seen + 4)
  await ann.button('Stop recording').dispatchEvent('click')
  await expect(bo.notice('recording')).toBeHidden()

  await ann.page.bringToFront()
  const folder = testInfo.outputPath()
  await downloadInto(folder)
  await ann.page.getByRole('button', { name: /^Save the recording of/ }).click()
  const findSaved = async () => (await readdir(folder)).find((name) => name.endsWith('.webm'))
  await expect.poll(findSaved).toBeDefined()
  const file = await readRecordedFile(join(folder, (await findSaved()) ?? ''))
  expectPlayable(file, 4)
  expect(file.closingMoves).toBeGreaterThan(4)
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
