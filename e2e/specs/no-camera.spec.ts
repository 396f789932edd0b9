import { expect } from '@playwright/test'
import { withArguments } from '@/e2e/fixtures/launch-arguments'
import { test } from '@/e2e/fixtures/test'

test.use({
  launchOptions: withArguments({
    without: '--use-fake-device',
    add: '--use-fake-device-for-media-stream=device-count=0',
  }),
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
