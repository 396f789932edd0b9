import { expect } from '@playwright/test'
import { test, WAITING } from '@/e2e/fixtures/test'
import { negotiationsOf, startCall, startCallByVoice } from '@/e2e/pages/start-call'

test('muting is heard and shown at the other side, unmuting too', WAITING, async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCallByVoice(ann, bo, room)
  await ann.button('Mute microphone').click()
  await expect(bo.tile('Ann').getByText('Microphone off')).toBeAttached()
  // A beep that was on its way may still arrive; two seconds played without sound prove the silence.
  const energyOfTwoSeconds = async () => {
    const before = await bo.received('Ann')
    await expect
      .poll(async () => (await bo.received('Ann')).audioSeconds)
      .toBeGreaterThan(before.audioSeconds + 2)
    return (await bo.received('Ann')).audioEnergy - before.audioEnergy
  }
  await expect.poll(energyOfTwoSeconds, { timeout: 20_000 }).toBeLessThan(1e-6)
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
  await bo.expectScreenOf('Ann')
  await bo.expectPictureOf('Ann')
  await ann.button('Stop sharing').click()
  await expect(bo.screen('Ann')).toBeHidden()
  await bo.expectPictureOf('Ann')
  expect(await ann.openDevices()).toBe(2)
})
