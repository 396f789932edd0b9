import { expect } from '@playwright/test'
import { test } from '@/e2e/fixtures/test'
import { startCall } from '@/e2e/pages/start-call'

test('each person is played as loud as the listener likes, where the listener likes', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  await bo.button('People').click()
  const volume = bo.page.getByRole('slider', { name: 'Volume of Ann' })
  await volume.fill('40')
  await expect(bo.video('Ann')).toHaveJSProperty('volume', 0.4)
  await expect(bo.video('Ann')).toHaveJSProperty('muted', false)
  await volume.fill('0')
  await expect(bo.video('Ann')).toHaveJSProperty('muted', true)
  await volume.fill('60')
  await bo.page.reload()
  await bo.expectPictureOf('Ann')
  await expect(bo.video('Ann')).toHaveJSProperty('volume', 0.6)

  await bo.button('Settings').click()
  const speaker = bo.page.getByLabel('Speaker')
  const [, ...choices] = await speaker
    .getByRole('option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
  const chosen = choices.at(-1) ?? ''
  expect(chosen).not.toBe('')
  await speaker.selectOption(chosen)
  await bo.page.keyboard.press('Escape')
  await expect(bo.page.getByRole('dialog')).toBeHidden()
  await expect(bo.video('Ann')).toHaveJSProperty('sinkId', chosen)
  await bo.expectSoundOf('Ann')
})
