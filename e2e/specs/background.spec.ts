import { expect, type Locator } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

/** What can be seen of a picture: how much neighbouring points differ, 0 to 255. */
interface Look {
  readonly sharpness: number
}

/** Runs in the page on a `<video>`. */
function look(video: HTMLVideoElement): Look {
  const canvas = document.createElement('canvas')
  canvas.width = 320
  canvas.height = 180
  const context = canvas.getContext('2d')
  context?.drawImage(video, 0, 0, canvas.width, canvas.height)
  const points = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray()
  let difference = 0
  for (let at = 4; at < points.length; at += 4) {
    difference += Math.abs((points[at + 1] ?? 0) - (points[at - 3] ?? 0))
  }
  return { sharpness: difference / (points.length / 4) }
}

async function chooseBackground(person: Person, name: string): Promise<void> {
  await person.button('Settings').click()
  await person.page.getByRole('radio', { name, exact: true }).check()
  await person.page.keyboard.press('Escape')
  await expect(person.page.getByRole('dialog')).toBeHidden()
}

/** Waits for a first picture and judges that very one. */
async function firstLook(video: Locator): Promise<Look> {
  await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.videoWidth)).toBeGreaterThan(16)
  return video.evaluate(look)
}

test('a room that is blurred is no longer sharp in the own picture', async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await startCall(ann, bo, room)
  const plain = await firstLook(ann.ownVideo())
  const began = performance.now()
  await chooseBackground(ann, 'Blurred')
  const sharpness = async () => (await ann.ownVideo().evaluate(look)).sharpness
  await expect.poll(sharpness, { timeout: 20_000 }).toBeLessThan(plain.sharpness / 2)
  printFigure('from choosing a blur to seeing it', `${Math.round(performance.now() - began)} ms`)
})
