import { expect } from '@playwright/test'
import { withArguments } from '@/e2e/fixtures/launch-arguments'
import { test } from '@/e2e/fixtures/test'
import { negotiationsOf, startCall } from '@/e2e/pages/start-call'

// Chromium's second fake camera has a pixel format that no peer connection takes; the third is like the first.
test.use({
  launchOptions: withArguments({
    without: '--use-fake-device',
    add: '--use-fake-device-for-media-stream=device-count=3',
  }),
})

test('another camera takes over in the call without renegotiation', async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  const before = await negotiationsOf(ann)
  const first = await ann.deviceInUse('video')
  await ann.button('Settings').click()
  await ann.page.getByRole('combobox', { name: 'Camera' }).selectOption({ index: 2 })
  await expect.poll(() => ann.deviceInUse('video')).not.toBe(first)
  await bo.expectPictureOf('Ann')
  expect(await negotiationsOf(ann)).toEqual(before)
  expect(await ann.openDevices()).toBe(2)
})
