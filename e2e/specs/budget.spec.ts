import { expect } from '@playwright/test'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

/** Frames of the other's picture that came in during a second. */
async function framesPerSecond(person: Person, name: string): Promise<number> {
  return person.video(name).evaluate(async (video: HTMLVideoElement) => {
    const tracks = video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : []
    const count = async () => {
      let frames = 0
      for (const connection of window.earshotProbe.connections) {
        for (const receiver of connection.getReceivers()) {
          if (!tracks.includes(receiver.track)) continue
          for (const report of (await receiver.getStats()).values()) frames += report.framesReceived ?? 0
        }
      }
      return frames
    }
    const before = await count()
    // Measured by the page's own frames, which go on whether pictures come or not.
    const endAt = performance.now() + 1_000
    while (performance.now() < endAt) await new Promise(requestAnimationFrame)
    return (await count()) - before
  })
}

/** Runs in the page before anything else: the machine has hardware for H.264 and for nothing else. */
function claimHardware(): void {
  const claim = async ({ video }: MediaEncodingConfiguration | MediaDecodingConfiguration) => ({
    supported: true,
    smooth: true,
    powerEfficient: video?.contentType === 'video/H264',
    keySystemAccess: null,
  })
  navigator.mediaCapabilities.encodingInfo = claim
  navigator.mediaCapabilities.decodingInfo = claim
}

/** What the other's picture is encoded by as it comes in now. */
async function receivedCodec(person: Person, name: string): Promise<string> {
  return person.video(name).evaluate(async (video: HTMLVideoElement) => {
    const tracks = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : []
    for (const connection of window.earshotProbe.connections) {
      for (const receiver of connection.getReceivers()) {
        if (!tracks.includes(receiver.track)) continue
        const report = await receiver.getStats()
        for (const entry of report.values()) {
          if (entry.type === 'inbound-rtp') return String(report.get(entry.codecId)?.mimeType)
        }
      }
    }
    return 'none'
  })
}

test('L8 L10 a picture is sent as large as it is shown, not at all where it is hidden, while sound goes on, and by the codec that both have hardware for; the tile says how the connection is', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  for (const { page } of [ann, bo]) await page.addInitScript(claimHardware)
  await startCall(ann, bo, room)
  const width = async () => (await bo.received('Ann')).frameWidth
  await expect.poll(width, { message: 'the whole picture' }).toBeGreaterThanOrEqual(640)
  const badge = bo.tile('Ann').getByRole('button', { name: /^Connection with Ann: (good|fair)\./ })
  await expect(badge).toBeVisible()
  await expect.poll(() => receivedCodec(bo, 'Ann')).toBe('video/H264')
  await bo.expectPictureOf('Ann')

  const video = bo.video('Ann')
  await video.evaluate((element: HTMLVideoElement) => {
    element.style.cssText = 'width: 64px; height: 48px'
  })
  await expect.poll(width, { message: 'a small picture' }).toBeLessThanOrEqual(200)

  await video.evaluate((element: HTMLVideoElement) => {
    element.style.cssText = 'width: 0; height: 0'
  })
  await expect.poll(() => framesPerSecond(bo, 'Ann'), { message: 'no picture' }).toBe(0)
  await bo.expectSoundOf('Ann')

  await video.evaluate((element: HTMLVideoElement) => {
    element.style.cssText = ''
  })
  await bo.expectPictureOf('Ann')
  await expect.poll(width, { message: 'the whole picture again' }).toBeGreaterThanOrEqual(640)
})
