import { expect, type Page } from '@playwright/test'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

/** Gives a page a microphone that hums without a pause, for the fake one beeps too shortly to be somebody speaking. */
async function installHum(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await capture(constraints)
      for (const track of stream.getAudioTracks()) {
        const context = new AudioContext()
        const oscillator = new OscillatorNode(context, { frequency: 300 })
        const destination = context.createMediaStreamDestination()
        oscillator.connect(destination)
        oscillator.start()
        stream.removeTrack(track)
        for (const hum of destination.stream.getAudioTracks()) stream.addTrack(hum)
      }
      return stream
    }
  })
}

async function areaOf(person: Person, name: string): Promise<number> {
  const box = await person.tile(name).boundingBox()
  return (box?.width ?? 0) * (box?.height ?? 0)
}

async function choose(person: Person, entry: string): Promise<void> {
  await person.button('More').click()
  await person.page.getByRole('menuitem', { name: entry }).click()
}

test('who speaks, what is pinned and the own picture are where the person wants them, and the call fits into a small window', async ({
  newPerson,
  room,
}) => {
  const [ann, bo, cid] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cid')]
  await installHum(cid.page)
  await ann.visit(room, { join: '1' })
  await bo.visit(room, { join: '1', mic: '0' })
  await ann.expectPictureOf('Bo')

  await test.step('the own picture goes from corner to corner, by pointer and by key', async () => {
    const own = ann.tile('You')
    const stage = ann.page.viewportSize() ?? { width: 0, height: 0 }
    const place = async () => {
      const box = await own.boundingBox()
      return [
        (box?.y ?? 0) < stage.height / 2 ? 'top' : 'bottom',
        (box?.x ?? 0) < stage.width / 2 ? 'left' : 'right',
      ].join(' ')
    }
    expect(await place()).toBe('bottom right')
    await own.hover()
    await ann.page.mouse.down()
    await ann.page.mouse.move(stage.width / 4, stage.height / 4, { steps: 4 })
    await ann.page.mouse.up()
    await expect.poll(place).toBe('top left')
    await own.getByRole('button').focus()
    await ann.page.keyboard.press('ArrowDown')
    await expect.poll(place).toBe('bottom left')
    await expect(ann.page.getByTestId('announcer')).toHaveText('Your picture: bottom left')
  })

  await cid.visit(room, { join: '1' })
  await ann.expectPictureOf('Cid')
  await test.step('in the speaker view whoever speaks is large, and keeps running', async () => {
    await choose(ann, 'Show the speaker large')
    await expect.poll(async () => (await areaOf(ann, 'Cid')) / (await areaOf(ann, 'Bo'))).toBeGreaterThan(3)
    await ann.expectPictureOf('Cid')
  })
  await test.step('a pinned one is large whoever speaks', async () => {
    await ann.tile('Bo').hover()
    await ann.button('Pin Bo').click()
    await expect.poll(async () => (await areaOf(ann, 'Bo')) / (await areaOf(ann, 'Cid'))).toBeGreaterThan(3)
    await ann.expectPictureOf('Bo')
    await ann.button('Unpin Bo').click()
    await expect.poll(async () => (await areaOf(ann, 'Cid')) / (await areaOf(ann, 'Bo'))).toBeGreaterThan(3)
  })

  await test.step('the small window shows everybody, mutes and hangs up', async () => {
    const opening = ann.page.context().waitForEvent('page')
    await choose(ann, 'Small window on top')
    const small = await opening
    const shown = small.getByTestId('small-video')
    await expect(shown).toHaveCount(2)
    const frames = () =>
      shown.first().evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames)
    const before = await frames()
    await expect.poll(frames).toBeGreaterThan(before + 5)
    await small.getByRole('button', { name: 'Mute microphone' }).click()
    await expect(ann.button('Unmute microphone')).toBeVisible()
    await small.getByRole('button', { name: 'Hang up' }).click()
    await expect(ann.notice('call-left')).toBeVisible()
    await expect.poll(() => small.isClosed()).toBe(true)
  })
})
