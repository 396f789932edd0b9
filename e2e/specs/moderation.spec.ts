import { expect } from '@playwright/test'
import { installFrameLog } from '@/e2e/fixtures/frame-log'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/hostile/hostile-test'
import type { PassingMessage } from '@/e2e/hostile/passing-message'
import { changeParticipant, joinedAs, tellsRelay } from '@/e2e/hostile/tampering'
import { endCallForAll, moderate, removePerson, setDoor } from '@/e2e/pages/host'
import type { Person } from '@/e2e/pages/person'

const CUT_OFF_MS = 1_000

test.use({
  serverEnvironment: {
    EARSHOT_TURN_URLS: 'turn:127.0.0.1:9?transport=udp',
    EARSHOT_TURN_SECRET: 'moderation-spec',
  },
})

/** When this person last saw a new frame of somebody, in milliseconds since the epoch. */
async function lastFrameAt({ page }: Person, name: string): Promise<number> {
  return page.evaluate((tile) => window.frameLog.get(tile)?.at(-1) ?? 0, name)
}

/** Three seconds: the fake microphone beeps in each of them. */
const AUDIBLE_PACKETS = 150

/** Waits until so many more packets of the sender's sound have come to the other. */
async function untilSent(sender: Person, other: Person, packets: number): Promise<void> {
  const { audioPackets } = await other.received(sender.name)
  await expect
    .poll(async () => (await other.received(sender.name)).audioPackets)
    .toBeGreaterThan(audioPackets + packets)
}

/** The energy of the sound that a page has sent so far. */
async function sentSoundEnergy({ page }: Person): Promise<number> {
  return page.evaluate(async () => {
    let energy = 0
    for (const connection of window.earshotProbe.connections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'media-source' && report.kind === 'audio') energy += report.totalAudioEnergy ?? 0
      }
    }
    return energy
  })
}

test('H8: whom a host removes is cut off by every honest peer within a second, and does not come back', async ({
  newPerson,
  newVictim,
  room,
}) => {
  const [ann, cid] = [await newPerson('Ann'), await newPerson('Cid')]
  const { person: mal, proxy } = await newVictim('Mal')
  for (const honest of [ann, cid]) await honest.page.addInitScript(installFrameLog)
  // The modified client knows nothing of its removal and goes on.
  proxy.isEndHidden = true
  proxy.tamper = ({ kind, name, body }) =>
    kind === 'fact' && ['session:removed', 'participant:left'].includes(name) ? [] : [body]
  for (const person of [ann, cid, mal]) {
    await person.visit(room, { join: '1' })
    await expect(person.hangUpButton()).toBeVisible()
  }
  await Promise.all([ann, cid].map((honest) => honest.expectPictureOf('Mal')))
  await ann.expectPictureOf('Cid')
  const wasGivenRelay = proxy.passed.some(tellsRelay)
  expect(wasGivenRelay).toBe(true)

  await setDoor(ann, 'Locked')
  const removedAtMs = await removePerson(ann, 'Mal')
  for (const honest of [ann, cid]) {
    await expect(honest.tile('Mal')).toBeHidden()
    await expect.poll(() => honest.linkSignalingStates()).toEqual(['stable'])
    const afterMs = (await lastFrameAt(honest, 'Mal')) - removedAtMs
    printFigure(
      'removed, with a client that ignores it',
      `last frame at ${honest.name}'s ${Math.round(afterMs)} ms after the host's click`,
    )
    expect(afterMs).toBeLessThan(CUT_OFF_MS)
  }
  await expect(mal.hangUpButton()).toBeVisible()

  const passedBefore = proxy.passed.length
  const sinceRemoval = (): PassingMessage[] => proxy.passed.slice(passedBefore)
  await test.step('by the token', async () => {
    await mal.page.reload()
    await mal.expectAlert('removed', '')
    printFigure('removed, back by the token', 'tried, refused with removed')
  })
  await test.step('as a fresh page of the same browser', async () => {
    await mal.page.evaluate(() => sessionStorage.clear())
    await mal.visit(room, { join: '1' })
    await mal.expectAlert('removed', '')
    printFigure('removed, back as a fresh page of the same browser', 'tried, refused with removed')
  })
  await test.step('as a fresh browser, while the room is locked', async () => {
    const { person: fresh, proxy: freshProxy } = await newVictim('Mal')
    await fresh.visit(room, { join: '1' })
    await fresh.expectAlert('room-locked', '')
    expect(freshProxy.passed.filter(tellsRelay)).toEqual([])
    printFigure('removed, back as a fresh browser', 'tried, refused with room-locked')
  })
  expect(sinceRemoval().some(({ kind, name }) => kind === 'acknowledgement' && name === 'room:join')).toBe(
    true,
  )
  expect(sinceRemoval().filter(tellsRelay)).toEqual([])
  await Promise.all([ann.expectPictureOf('Cid'), cid.expectPictureOf('Ann')])
})

test('H9, H10: whom a host has muted nobody hears, whatever their client does; and a host ends the call for all', async ({
  newPerson,
  newVictim,
  room,
}) => {
  const [ann, bob] = [await newPerson('Ann'), await newPerson('Bob')]
  const { person: mal, proxy } = await newVictim('Mal')
  // The modified client does not hear that it is muted.
  proxy.tamper = changeParticipant((participant) =>
    participant.id === joinedAs(proxy.passed) ? { ...participant, isMuted: false } : participant,
  )
  for (const person of [ann, bob, mal]) {
    await person.visit(room, { join: '1' })
    await expect(person.hangUpButton()).toBeVisible()
  }
  await Promise.all([ann.expectSoundOf('Bob'), ann.expectSoundOf('Mal'), bob.expectSoundOf('Mal')])
  await expect(ann.video('Mal')).toHaveJSProperty('muted', false)

  await moderate(ann, 'Mute Mal for everybody', 'Mute Bob for everybody')
  await bob.expectAlert('muted-by-host', '')
  for (const honest of [ann, bob]) {
    await expect(honest.video('Mal')).toHaveJSProperty('muted', true)
    await expect(honest.video('Mal')).toHaveJSProperty('paused', false)
  }
  // The last of Bob's sound fades out in a moment.
  await expect
    .poll(async () => {
      const earlier = await sentSoundEnergy(bob)
      await untilSent(mal, ann, 10)
      return (await sentSoundEnergy(bob)) - earlier
    })
    .toBe(0)
  const energies = async () => ({
    sentByMal: await sentSoundEnergy(mal),
    sentByBob: await sentSoundEnergy(bob),
    playedByAnn: (await ann.received('Mal')).audioEnergy,
    playedByBob: (await bob.received('Mal')).audioEnergy,
  })
  const before = await energies()
  // The honest one stays silent at the source, whatever is pressed.
  await expect(bob.button('Unmute microphone')).toBeDisabled()
  await bob.button('Unmute microphone').click({ force: true })
  await untilSent(mal, ann, AUDIBLE_PACKETS)
  const after = await energies()
  expect(after.sentByMal).toBeGreaterThan(before.sentByMal)
  expect(after).toEqual({ ...before, sentByMal: after.sentByMal })
  printFigure(
    'muted by the host, with a client that ignores it',
    `tried, ${AUDIBLE_PACKETS} packets of sound came; neither of the others played any`,
  )
  await moderate(ann, 'Unmute Bob for everybody')
  await bob.button('Unmute microphone').click()
  await ann.expectSoundOf('Bob')
  await expect(ann.video('Bob')).toHaveJSProperty('muted', false)

  await endCallForAll(ann)
  for (const person of [ann, bob, mal]) {
    await expect(person.notice(person === ann ? 'call-left' : 'call-ended')).toBeVisible()
    await expect.poll(() => person.openConnections()).toBe(0)
  }
  printFigure('call ended by the host', 'every screen says so, no connection is left')
})
