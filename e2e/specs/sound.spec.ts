import { expect } from '@playwright/test'
import { test } from '@/e2e/fixtures/test'
import { expectVoices, startCall } from '@/e2e/pages/start-call'

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

declare global {
  interface Window {
    tellRefusal: () => void
  }
}

test('a voice that comes before the own microphone is open is heard once it is', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await ann.visit(room, { join: '1', camera: '0' })
  await expect(ann.hangUpButton()).toBeVisible()
  // Playwright's looking at a page counts as a touch: it waits until the page tells.
  let noteRefusal: () => void = () => {}
  const refused = new Promise<void>((resolve) => {
    noteRefusal = resolve
  })
  await bo.page.exposeFunction('tellRefusal', noteRefusal)
  await bo.page.addInitScript(holdDevicesUntilRefused)
  await bo.visit(room, { join: '1', camera: '0' })
  await refused
  await expectVoices(ann, bo)
  await expect(bo.notice('playback-blocked')).toBeHidden()
})

/** Runs in the page before anything else: lets its devices open only once the browser has refused to play what had come. */
function holdDevicesUntilRefused(): void {
  let release: () => void = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    await released
    return capture(constraints)
  }
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = async function () {
    const hasCome = this.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    try {
      await play.call(this)
    } catch (error) {
      if (hasCome) {
        release()
        window.tellRefusal()
      }
      throw error
    }
  }
}
