import { expect } from '@playwright/test'
import { readReceivedMedia } from '@/e2e/fixtures/media-probe'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

async function startCall(ann: Person, bo: Person, room: string): Promise<void> {
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.visit(room, { join: '1' })
  await Promise.all([ann.expectPictureOf('Bo'), bo.expectPictureOf('Ann')])
}

/** The transceivers and description count that a renegotiation would change. */
const negotiationsOf = (person: Person) =>
  person.page.evaluate(() =>
    [...window.earshotProbe.connections]
      .filter((one) => one.connectionState === 'connected')
      .map((one) => one.currentLocalDescription?.sdp.match(/^o=- \d+ (\d+)/)?.[1]),
  )

test('muting is heard and shown at the other side, unmuting too', async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  await bo.expectSoundOf('Ann')
  await ann.button('Mute microphone').click()
  await expect(bo.tile('Ann').getByText('Microphone off')).toBeAttached()
  // A beep that was on its way may still arrive; two seconds of frames without sound prove the silence.
  const energyOverFrames = async () => {
    const before = await bo.received('Ann')
    await expect
      .poll(async () => (await bo.received('Ann')).framesDecoded)
      .toBeGreaterThan(before.framesDecoded + 40)
    return (await bo.received('Ann')).audioEnergy - before.audioEnergy
  }
  await expect.poll(energyOverFrames, { timeout: 20_000 }).toBeLessThan(1e-6)
  await ann.button('Unmute microphone').click()
  await bo.expectSoundOf('Ann')
  await expect(bo.tile('Ann').getByText('Microphone off')).toBeHidden()
})

test('turning the camera off frees it and stops the picture; on again it runs, all without renegotiation', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  const before = await negotiationsOf(ann)
  expect(await ann.openDevices()).toBe(2)
  await ann.button('Turn camera off').click()
  await expect(bo.tile('Ann').getByText('Camera off')).toBeAttached()
  expect(await ann.openDevices()).toBe(1)
  await ann.button('Turn camera on').click()
  await bo.expectPictureOf('Ann')
  expect(await negotiationsOf(ann)).toEqual(before)
})

test('a shared screen is seen beside the camera, and stops at both sides', async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  await ann.button('Share screen').click()
  const screen = bo.page.getByRole('group', { name: "Ann's screen" }).getByTestId('remote-screen')
  await expect(screen).toBeVisible()
  const frames = async () => (await screen.evaluate(readReceivedMedia)).framesDecoded
  await expect.poll(frames).toBeGreaterThan(5)
  await bo.expectPictureOf('Ann')
  await ann.button('Stop sharing').click()
  await expect(screen).toBeHidden()
  await bo.expectPictureOf('Ann')
  expect(await ann.openDevices()).toBe(2)
})

test.describe('with two cameras', () => {
  test.use({
    launchOptions: async ({ launchOptions }, use) => {
      const args = (launchOptions.args ?? []).filter((one) => !one.startsWith('--use-fake-device'))
      await use({ ...launchOptions, args: [...args, '--use-fake-device-for-media-stream=device-count=2'] })
    },
  })

  test('another camera takes over in the call without renegotiation', async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await startCall(ann, bo, room)
    const before = await negotiationsOf(ann)
    const deviceInUse = () =>
      ann.page.evaluate(
        () =>
          [...window.earshotProbe.captured]
            .find((track) => track.kind === 'video' && track.readyState === 'live')
            ?.getSettings().deviceId,
      )
    const first = await deviceInUse()
    await ann.button('Settings').click()
    await ann.page.getByRole('combobox', { name: 'Camera' }).selectOption({ index: 1 })
    await expect.poll(deviceInUse).not.toBe(first)
    await bo.expectPictureOf('Ann')
    expect(await negotiationsOf(ann)).toEqual(before)
    expect(await ann.openDevices()).toBe(2)
  })
})

test.describe('without a camera', () => {
  test.use({
    launchOptions: async ({ launchOptions }, use) => {
      const args = (launchOptions.args ?? []).filter((one) => !one.startsWith('--use-fake-device'))
      await use({ ...launchOptions, args: [...args, '--use-fake-device-for-media-stream=device-count=0'] })
    },
  })

  test('it says so, and the person can call all the same', async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.enterLobby(room)
    await expect(ann.notice('camera-missing')).toBeVisible()
    await ann.call()
    await bo.enterLobby(room)
    await bo.answer('Ann')
    await expect(bo.tile('Ann')).toBeVisible()
    await bo.expectSoundOf('Ann')
    await ann.expectSoundOf('Bo')
  })
})

test.describe('with camera and microphone denied', () => {
  test.use({
    launchOptions: async ({ launchOptions }, use) => {
      const args = (launchOptions.args ?? []).filter((one) => !one.startsWith('--use-fake-ui'))
      await use({ ...launchOptions, args })
    },
  })

  test('it says which and how to mend it, and the person can still see and hear others', async ({
    newPerson,
    room,
  }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.page.context().clearPermissions()
    await bo.visit(room, { join: '1' })
    await ann.enterLobby(room)
    await expect(ann.notice('camera-denied')).toBeVisible()
    await expect(ann.notice('microphone-denied')).toBeVisible()
    await ann.answer('Bo')
    await ann.expectCallWith('Bo')
    await expect(bo.tile('Ann').getByText('Camera off')).toBeAttached()
  })
})
