import { expect } from '@playwright/test'
import { installFrameLog } from '@/e2e/fixtures/frame-log'
import { withFullCamera } from '@/e2e/fixtures/launch-arguments'
import { test, WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE } from '@/e2e/pages/start-call'

// The log of frames knows of the first picture by the next frame, where the first was there before it had a place.
test.use({ launchOptions: withFullCamera() })

/** Packets of sound and picture that a page has sent on all its connections, and how many of these are connected. */
async function readLinks({ page }: Person): Promise<{ connected: number; packetsSent: number }> {
  return page.evaluate(async () => {
    const connections = [...window.earshotProbe.connections]
    const reports = await Promise.all(connections.map((one) => one.getStats()))
    return {
      connected: connections.filter(({ connectionState }) => connectionState === 'connected').length,
      packetsSent: reports
        .flatMap((report) => [...report.values()])
        .reduce((sum, entry) => sum + (entry.type === 'outbound-rtp' ? (entry.packetsSent ?? 0) : 0), 0),
    }
  })
}

/** A call whose pictures do not come is taken for settled after a second. */
const PATIENCE_MS = 1_000

/** The scripts that a page has asked for between the press of Answer and the first picture on its screen. */
async function readScriptsBeforePicture({ page }: Person, answeredAt: number): Promise<string[]> {
  return page.evaluate(
    ({ answeredAt: from, patienceMs }) => {
      const shownAt = Math.min(...[...window.frameLog.values()].flat())
      return performance
        .getEntriesByType('resource')
        .map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime }))
        .filter(
          ({ name, at }) => name.includes('.js') && at >= from && at < Math.min(shownAt, from + patienceMs),
        )
        .map(({ name }) => name)
    },
    { answeredAt, patienceMs: PATIENCE_MS },
  )
}

test('P3 P4 sends nothing before the click, and pictures over the same connection after it, which nothing else is fetched before', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  for (const { page } of [ann, bo]) await page.addInitScript(installFrameLog)
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.enterLobby(room)
  await expect(bo.answerButton('Ann')).toBeVisible()
  const prepared = { connected: 1, packetsSent: 0 }
  await expect.poll(() => readLinks(ann)).toEqual(prepared)
  await expect.poll(() => readLinks(bo)).toEqual(prepared)
  await expect(ann.tile('Bo')).toHaveCount(0)
  await expect(ann.page.getByTestId('remote-video')).toHaveCount(0)

  const answeredAt = await bo.clickAnswer('Ann')
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  for (const person of [ann, bo]) {
    const { connected, packetsSent } = await readLinks(person)
    expect(connected).toBe(1)
    expect(packetsSent).toBeGreaterThan(0)
    expect(await readScriptsBeforePicture(person, answeredAt)).toEqual([])
  }
})

/** Runs in the page before anything else: remembers the players that it makes, also those that have no place in it. */
function rememberPlayers(): void {
  const players: HTMLVideoElement[] = []
  const createElement = document.createElement.bind(document)
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options)
    if (element instanceof HTMLVideoElement) players.push(element)
    return element
  }
  window.rememberedPlayers = players
}

declare global {
  interface Window {
    rememberedPlayers: readonly HTMLVideoElement[]
  }
}

/** What plays in no place of the page: what has come of it, and whether it could be heard. */
const readHiddenPlayers = ({ page }: Person) =>
  page.evaluate(() =>
    window.rememberedPlayers
      .filter((player) => !player.isConnected && player.srcObject !== null)
      .map(({ muted, videoWidth }) => ({ isHeard: !muted, hasPicture: videoWidth > 0 })),
  )

/** Puts what somebody captures on their links at once, as no honest page does. */
const sendAtOnce = ({ page }: Person) =>
  page.evaluate(async () => {
    const tracks = [...window.earshotProbe.captured].filter(({ readyState }) => readyState === 'live')
    for (const connection of window.earshotProbe.connections) {
      if (connection.connectionState !== 'connected') continue
      for (const { sender, receiver } of connection.getTransceivers())
        await sender.replaceTrack(tracks.find(({ kind }) => kind === receiver.track.kind) ?? null)
    }
  })

test('P3 P5 a caller who sends before the answer is not heard or seen; the player that waited is the one that shows them then', async ({
  newPerson,
  room,
}) => {
  const [mallory, bo] = [await newPerson('Mallory'), await newPerson('Bo')]
  await bo.page.addInitScript(rememberPlayers)
  await mallory.visit(room, { join: '1' })
  await expect(mallory.hangUpButton()).toBeVisible()
  await bo.enterLobby(room)
  await expect.poll(() => readHiddenPlayers(bo)).toEqual([{ isHeard: false, hasPicture: false }])
  await expect.poll(async () => (await readLinks(mallory)).connected).toBe(1)

  await sendAtOnce(mallory)
  await expect.poll(() => readHiddenPlayers(bo)).toEqual([{ isHeard: false, hasPicture: true }])
  await expect(bo.page.getByTestId('remote-video')).toHaveCount(0)

  await bo.clickAnswer('Mallory')
  await bo.expectCallWith('Mallory')
  const isTheOneThatWaited = (video: HTMLVideoElement) =>
    window.rememberedPlayers.some((player) => player === video)
  expect(await bo.page.getByTestId('remote-video').evaluate(isTheOneThatWaited)).toBe(true)
  expect(await readHiddenPlayers(bo)).toEqual([])
})

test(
  'P3 a caller who sends nothing but sound before the answer is heard after it',
  WAITING,
  async ({ newPerson, room }) => {
    const [mallory, bo] = [await newPerson('Mallory'), await newPerson('Bo')]
    await bo.page.addInitScript(rememberPlayers)
    await mallory.visit(room, { join: '1', ...BY_VOICE })
    await expect(mallory.hangUpButton()).toBeVisible()
    await bo.enterLobby(room, BY_VOICE)
    await expect.poll(async () => (await readLinks(mallory)).connected).toBe(1)
    await sendAtOnce(mallory)
    const countPictures = () =>
      bo.page.evaluate(() =>
        window.rememberedPlayers.flatMap(({ srcObject: stream }) =>
          stream instanceof MediaStream && stream.getAudioTracks().length > 0
            ? [stream.getVideoTracks().length]
            : [],
        ),
      )
    // A picture that does not come is waited for no longer, while nobody sees the player.
    await expect.poll(countPictures).toEqual([0])
    await bo.answer('Mallory')
    await bo.expectSoundOf('Mallory')
  },
)
