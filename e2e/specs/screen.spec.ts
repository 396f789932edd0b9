import { expect, type Page } from '@playwright/test'
import { readReceivedMedia } from '@/e2e/fixtures/media-probe'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

/** How thick a stroke of the drawn letters is, in pixels of the screen: that of a text of 16 pixels. */
const STROKE = 2

/**
 * Runs in the page before anything else: what it shares is a drawn screen of 1280×720 full of strokes as thick as those of a text, and a
 * tone. The browser's own picker needs a screen, and a person before it.
 */
function installDrawnScreen(stroke: number): void {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 1280
    canvas.height = 720
    const context = canvas.getContext('2d')
    let ticks = 0
    const draw = () => {
      if (context === null) return
      context.fillStyle = '#ffffff'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.fillStyle = '#000000'
      for (let x = 0; x < canvas.width; x += stroke * 2) context.fillRect(x, 0, stroke, 600)
      // Something moves, as a cursor does, so that frames go on coming.
      context.fillRect((ticks++ * 16) % canvas.width, 660, 16, 40)
    }
    draw()
    setInterval(draw, 100)
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    const destination = audio.createMediaStreamDestination()
    tone.connect(destination)
    tone.start()
    const stream = new MediaStream([
      ...canvas.captureStream(10).getTracks(),
      ...destination.stream.getTracks(),
    ])
    window.sharedScreen = stream
    return stream
  }
}

/** The contrast of the strokes in the middle of a screen as it is shown, from 0 (grey) to 1 (black on white), and its width in pixels. */
async function readStrokes(sharer: string, { screen }: Person): Promise<{ contrast: number; width: number }> {
  return screen(sharer).evaluate((video) => {
    if (!(video instanceof HTMLVideoElement)) return { contrast: 0, width: 0 }
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
    const context = canvas.getContext('2d')
    if (context === null || video.videoWidth === 0) return { contrast: 0, width: 0 }
    context.drawImage(video, 0, 0)
    const { data } = context.getImageData(Math.floor(video.videoWidth / 2), 300, 200, 1)
    const greens = [...data].filter((_, index) => index % 4 === 1)
    const rises = greens.slice(1).map((green, index) => Math.abs(green - (greens[index] ?? 0)))
    // Every other pixel is an edge from black to white or back.
    const edges = rises.toSorted((one, other) => other - one).slice(0, 90)
    return {
      contrast: edges.reduce((sum, rise) => sum + rise, 0) / edges.length / 255,
      width: video.videoWidth,
    }
  })
}

const endByBrowser = (page: Page) =>
  page.evaluate(() => {
    // What the browser does when its own button is pressed: the track ends, and its event says so.
    const [track] = window.sharedScreen.getVideoTracks()
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })

test('two share at once: text stays sharp, the sound of a share is heard, and the browser’s own button ends one of them', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  for (const { page } of [ann, bo]) await page.addInitScript(installDrawnScreen, STROKE)
  await startCall(ann, bo, room)
  await ann.button('Share screen').click()
  await bo.expectScreenOf('Ann')
  await bo.button('Share screen').click()
  await ann.expectScreenOf('Bo')
  await expect
    .poll(() => readStrokes('Ann', bo), { timeout: 20_000 })
    .toEqual({ contrast: expect.closeTo(1, 0.4), width: 1280 })
  const heard = async () => (await bo.screen('Ann').evaluate(readReceivedMedia)).audioEnergy
  const before = await heard()
  await expect.poll(heard).toBeGreaterThan(before + 0.01)

  await endByBrowser(ann.page)
  await expect(ann.button('Share screen')).toBeVisible()
  await expect(bo.screen('Ann')).toBeHidden()
  await ann.expectScreenOf('Bo')
  await bo.expectPictureOf('Ann')

  // With somebody in the call, a page is not closed by mistake.
  const asked = ann.page.waitForEvent('dialog')
  await ann.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await ann.expectPictureOf('Bo')
})

declare global {
  interface Window {
    /** What the page shared last. */
    sharedScreen: MediaStream
  }
}
