import { expect } from '@playwright/test'
import { withArguments } from '@/e2e/fixtures/launch-arguments'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { installSharpnessProbe, type SeenSharpness } from '@/e2e/fixtures/sharpness'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

// The third camera can be sent like the first. Few frames, for here they are drawn without a graphics card.
test.use({
  launchOptions: withArguments({
    without: '--use-fake-device',
    add: '--use-fake-device-for-media-stream=device-count=3,fps=10',
  }),
})

async function chooseBackground({ page, button }: Person, name: string): Promise<void> {
  await button('Settings').click()
  await page.getByRole('radio', { name, exact: true }).check()
  await button('Close').click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

async function changeCamera(person: Person, index: number): Promise<void> {
  const before = await person.deviceInUse('video')
  await person.button('Settings').click()
  await person.page.getByRole('combobox', { name: 'Camera' }).selectOption({ index })
  await expect.poll(() => person.deviceInUse('video')).not.toBe(before)
  await person.button('Close').click()
  await expect(person.page.getByRole('dialog')).toBeHidden()
}

const lookOf = ({ page }: Person): Promise<SeenSharpness> => page.evaluate(() => window.seenSharpness)

/** How sharp a blurred room is at most, for one that is not: measured are a third and less, and at least six tenths. */
const SOFT_SHARE = 0.4

/** Waits for so many more frames. */
async function seeFrames(person: Person, count: number): Promise<void> {
  const { frames } = await lookOf(person)
  await expect
    .poll(async () => (await lookOf(person)).frames, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(frames + count)
}

test('a room that is blurred is never seen sharp at the other side, over a change of camera and a refresh', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await bo.page.addInitScript(installSharpnessProbe)
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  // What he would send costs both, and shows nothing.
  await bo.visit(room, { join: '1', camera: '0' })
  await bo.expectPictureOf('Ann')
  // The first frames are small and coarse: by them a room would be taken for softer than it is.
  await expect.poll(async () => (await bo.received('Ann')).frameWidth).toBeGreaterThanOrEqual(640)
  await seeFrames(bo, 5)
  const { sharpest: plain } = await lookOf(bo)
  printFigure('how sharp the room is by itself', plain.toFixed(3))
  const soft = plain * SOFT_SHARE
  const newest = async () => (await lookOf(bo)).newest

  const began = performance.now()
  await chooseBackground(ann, 'Blurred')
  await expect.poll(newest, { timeout: 20_000 }).toBeLessThan(soft)
  printFigure(
    'from choosing a blur to its coming to the other side',
    `${Math.round(performance.now() - began)} ms`,
  )
  await bo.page.evaluate(() => {
    window.seenSharpness.sharpest = 0
  })

  await test.step('over a change of camera, there and back, for the other shows a softer room', async () => {
    for (const index of [2, 0]) await changeCamera(ann, index)
    await seeFrames(bo, 5)
    expect((await lookOf(bo)).sharpest).toBeLessThan(soft)
  })
  await test.step('over a refresh', async () => {
    const links = await bo.connectionsEverUp()
    await ann.page.reload()
    await expect.poll(() => bo.connectionsEverUp()).toBeGreaterThan(links)
    await seeFrames(bo, 5)
    expect((await lookOf(bo)).sharpest).toBeLessThan(soft)
  })
  await test.step('and without it the room is sharp again', async () => {
    await chooseBackground(ann, 'None')
    await expect.poll(newest, { timeout: 20_000 }).toBeGreaterThan(soft)
  })
})

test('a background that is too much for the machine is taken off, and the camera with it', async ({
  newPerson,
  room,
}) => {
  const ann = await newPerson('Ann')
  await ann.enterLobby(room)
  await expect(ann.ownVideo()).toBeVisible()
  // By this page's clock whatever it does takes fifty times as long.
  await ann.page.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() * 50
  })
  await chooseBackground(ann, 'Blurred')
  const alert = ann.page.getByRole('alert').and(ann.notice('background-too-slow'))
  await expect(alert).toBeVisible({ timeout: 20_000 })
  // What the background hid does not come to light by its end.
  await expect(ann.button('Turn camera on')).toBeVisible()
  await expect(ann.page.getByText('Your camera is off')).toBeVisible()
  expect(await ann.openDevices()).toBe(1)
  await ann.button('Settings').click()
  await expect(ann.page.getByRole('radio', { name: 'None', exact: true })).toBeChecked()
})
