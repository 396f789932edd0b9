import { expect } from '@playwright/test'
import { withFullCamera } from '@/e2e/fixtures/launch-arguments'
import type { ReceivedMedia } from '@/e2e/fixtures/media-probe'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/lab/lab-test'
import type { Line } from '@/e2e/lab/line'
import type { Person } from '@/e2e/pages/person'
import { CAMERA_RUNGS } from '@/lib/browser/quality/rungs'

test.use({ trace: 'off', launchOptions: withFullCamera() })

const SAMPLES_PER_SECOND = 48_000
const JUDGED_SECONDS = 8
/** Half of what the lowest rung of a camera sends, which a browser that finds the lossy path narrow may have come down to. */
const RUNNING_FRAMES_PER_SECOND = (CAMERA_RUNGS[0]?.maxFramerate ?? Number.POSITIVE_INFINITY) / 2

/** What came of the other between now and the moment at which enough sound has been played to judge it. */
async function receiveForAWhile(person: Person, name: string): Promise<ReceivedMedia> {
  const before = await person.received(name)
  await expect
    .poll(async () => (await person.received(name)).audioSamples - before.audioSamples, { timeout: 30_000 })
    .toBeGreaterThan(JUDGED_SECONDS * SAMPLES_PER_SECOND)
  const after = await person.received(name)
  return {
    framesDecoded: after.framesDecoded - before.framesDecoded,
    framesShown: after.framesShown - before.framesShown,
    audioEnergy: after.audioEnergy - before.audioEnergy,
    audioPackets: after.audioPackets - before.audioPackets,
    audioSamples: after.audioSamples - before.audioSamples,
    concealedSamples: after.concealedSamples - before.concealedSamples,
    audioSeconds: after.audioSeconds - before.audioSeconds,
    frameWidth: after.frameWidth,
  }
}

const concealment = ({ concealedSamples, audioSamples }: ReceivedMedia) => concealedSamples / audioSamples

function summarize(media: ReceivedMedia): string {
  const concealed = `${(concealment(media) * 100).toFixed(1)} % of the sound made up`
  const framesPerSecond = (media.framesDecoded / (media.audioSamples / SAMPLES_PER_SECOND)).toFixed(1)
  return `${framesPerSecond} frames/s, ${media.frameWidth} wide, ${concealed}`
}

test('a call holds at round trips of 100 ms with 5 % loss, and at 300 kbit/s keeps its sound; then it recovers', async ({
  lab,
  newPersonOn,
  room,
}) => {
  test.setTimeout(150_000)
  const routers = [
    await lab.newRouter('cone', { hasLine: true }),
    await lab.newRouter('cone', { hasLine: true }),
  ]
  const lines = routers.flatMap(({ line }) => (line === null ? [] : [line]))
  const [annsRouter, bosRouter] = routers
  const [annsLine] = lines
  if (annsRouter === undefined || bosRouter === undefined || annsLine === undefined)
    throw new Error('No line')
  const ann = await newPersonOn(await lab.newHost(annsRouter), 'Ann')
  const bo = await newPersonOn(await lab.newHost(bosRouter), 'Bo')
  const setBoth = (conditions: Parameters<Line['set']>[0]) =>
    Promise.all(lines.map((line) => line.set(conditions)))

  await setBoth({ delay: 25 })
  await ann.enterLobby(room)
  await ann.call()
  await bo.enterLobby(room)
  await bo.answer('Ann')
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])

  await annsLine.set({ loss: 0.05 })
  const lossy = await Promise.all([receiveForAWhile(ann, 'Bo'), receiveForAWhile(bo, 'Ann')])
  for (const [index, media] of lossy.entries()) {
    printFigure(`100 ms and 5 % loss, seen by ${index === 0 ? 'Ann' : 'Bo'}`, summarize(media))
    expect(media.framesDecoded).toBeGreaterThan(JUDGED_SECONDS * RUNNING_FRAMES_PER_SECOND)
    // No loss would be felt as none: the line really loses.
    expect(concealment(media)).toBeGreaterThan(0)
    expect(media.audioEnergy).toBeGreaterThan(0)
    expect(concealment(media)).toBeLessThan(0.2)
  }

  await annsLine.set({ loss: 0, rate: 300, queue: 300 })
  // The first seconds go to finding the limit; what is judged is how it goes on.
  await Promise.all([receiveForAWhile(ann, 'Bo'), receiveForAWhile(bo, 'Ann')])
  const narrow = await receiveForAWhile(bo, 'Ann')
  printFigure('300 kbit/s, seen by Bo', summarize(narrow))
  expect(narrow.audioEnergy).toBeGreaterThan(0)
  expect(concealment(narrow)).toBeLessThan(0.2)

  await setBoth({ delay: 0, rate: 0 })
  await expect
    .poll(async () => (await bo.received('Ann')).frameWidth, { timeout: 40_000 })
    .toBeGreaterThan(narrow.frameWidth)
  const after = await receiveForAWhile(bo, 'Ann')
  printFigure('limit lifted, seen by Bo', summarize(after))
  expect(concealment(after)).toBeLessThan(0.05)
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
})
