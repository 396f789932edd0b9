import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/fixtures/sounding'
import { WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE, expectVoices, startCall, startCallByVoice } from '@/e2e/pages/start-call'
import { createFan, createVowel } from '@/lib/testing/sounds'

/** Louder than any noise that is left of silence, softer than a soft voice. In decibels against full scale. */
const HEARD_DB = -50

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

test(
  'a fan is taken out and a voice left in; who talks while muted is told so, and is heard while the space bar is held',
  WAITING,
  async ({ newSoundingPerson, room }) => {
    const [fan, vowel] = [createFan(), createVowel()]
    const ann = await newSoundingPerson('Ann', (second) => fan(second) / 10)
    const bo = await newSoundingPerson('Bo', (second) => vowel(second) * 1.5)
    await startCallByVoice(ann, bo, room)
    const [hearFan, hearVoice] = [() => bo.loudnessOf('Ann'), () => ann.loudnessOf('Bo')]

    for (const person of [ann, bo]) await chooseNoise(person, 'Left in')
    await expect.poll(hearFan).toBeGreaterThan(HEARD_DB)
    await expect.poll(hearVoice).toBeGreaterThan(HEARD_DB)
    const plain = { fan: await hearFan(), voice: await hearVoice() }
    for (const person of [bo, ann]) await chooseNoise(person, 'Only the voice')
    for (const person of [bo, ann]) await expect.poll(() => sendsWhatItCaptured(person)).toBe(false)
    await expect.poll(hearFan).toBeLessThan(plain.fan - 15)
    const reduced = { fan: await hearFan(), voice: await hearVoice() }
    printFigure('a fan and a voice at the other side', JSON.stringify({ plain, reduced }))
    expect(reduced.voice).toBeGreaterThan(plain.voice - 10)

    for (const person of [ann, bo]) await person.button('Mute microphone').click()
    await expect(bo.notice('talking-while-muted')).toBeVisible()
    // Her fan runs as long as his voice, and is softer.
    await expect(ann.notice('talking-while-muted')).toBeHidden()
    await expect.poll(hearVoice).toBeLessThan(HEARD_DB)
    await bo.page.keyboard.down('Space')
    await expect.poll(hearVoice).toBeGreaterThan(HEARD_DB)
    await bo.page.keyboard.up('Space')
    await expect.poll(hearVoice).toBeLessThan(HEARD_DB)
  },
)

async function chooseNoise({ page, button }: Person, name: string): Promise<void> {
  await button('Settings').click()
  await page.getByRole('radio', { name }).check()
  await button('Close').click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** Whether the sound that goes out is the microphone's own, or what a filter made of it. */
async function sendsWhatItCaptured({ page }: Person): Promise<boolean> {
  return page.evaluate(() => {
    const { connections, captured } = window.earshotProbe
    return [...connections]
      .filter((one) => one.connectionState === 'connected')
      .flatMap((one) => one.getSenders())
      .some(({ track }) => track?.kind === 'audio' && captured.has(track))
  })
}

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
  await ann.visit(room, { join: '1', ...BY_VOICE })
  await expect(ann.hangUpButton()).toBeVisible()
  // Playwright's looking at a page counts as a touch: it waits until the page tells.
  let noteRefusal: () => void = () => {}
  const refused = new Promise<void>((resolve) => {
    noteRefusal = resolve
  })
  await bo.page.exposeFunction('tellRefusal', noteRefusal)
  await bo.page.addInitScript(holdDevicesUntilRefused)
  await bo.visit(room, { join: '1', ...BY_VOICE })
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
