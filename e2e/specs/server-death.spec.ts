import { expect } from '@playwright/test'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { installFrameLog, longestFreeze } from '@/e2e/fixtures/frame-log'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { test } from '@/e2e/fixtures/test'
import { setDoor } from '@/e2e/pages/host'
import type { Person } from '@/e2e/pages/person'

/** As long as the promise says that the server may be gone. */
const DEAD_MS = 60_000

/** What the promise allows. Two cores with two browsers stall for some tenths of a second by themselves, a dropped call for good. */
const MAX_STALL_MS = 1_000

/** What must be the same objects and the same streams after the server's death as before it. */
async function identityOfLinks(person: Person): Promise<string[]> {
  return person.page.evaluate(async () => {
    const connected = [...window.earshotProbe.connections].filter(
      (one) => one.connectionState === 'connected',
    )
    return Promise.all(
      connected.map(async (connection) => {
        const reports = [...(await connection.getStats()).values()]
        const sources = reports
          .filter(({ type, kind }) => type === 'outbound-rtp' && kind !== undefined)
          .map(({ ssrc, mid }) => `${mid}:${ssrc}`)
          .filter((source) => /^[01]:/.test(source))
          .sort()
        const index = [...window.earshotProbe.connections].indexOf(connection)
        return `${index} ${sources.join(' ')}`
      }),
    )
  })
}

test('a call does not need the server: killed, dead for a minute, started again', async ({
  newPerson,
  room,
}) => {
  test.setTimeout(DEAD_MS + 90_000)
  const server = await EarshotServer.start()
  try {
    const [ann, bo] = [await newPerson('Ann', server), await newPerson('Bo', server)]
    for (const person of [ann, bo]) {
      await person.page.addInitScript(installFrameLog)
      await person.visit(room, { join: '1' })
      await expect(person.hangUpButton()).toBeVisible()
    }
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
    // Ann was the first, hence the host.
    await setDoor(ann, 'Locked')
    const before = [await identityOfLinks(ann), await identityOfLinks(bo)]
    const killedAt = Date.now()
    await server.kill()
    for (const person of [ann, bo]) await expect(person.notice('signaling-offline')).toBeVisible()

    await test.step('mute state still reaches the other side', async () => {
      await ann.button('Mute microphone').click()
      await expect(bo.tile('Ann').getByText('Microphone off')).toBeAttached()
      await ann.button('Unmute microphone').click()
      await expect(bo.tile('Ann').getByText('Microphone off')).toBeHidden()
    })
    await test.step('a shared screen starts and stops, by renegotiation over the link itself', async () => {
      await bo.button('Share screen').click()
      await ann.expectScreenOf('Bo')
      await bo.button('Stop sharing').click()
      await expect(ann.screen('Bo')).toBeHidden()
    })
    await test.step('a camera switched off is shown and on again is seen', async () => {
      await ann.button('Turn camera off').click()
      await expect(bo.tile('Ann').getByText('Camera off')).toBeAttached()
      await ann.button('Turn camera on').click()
      await bo.expectPictureOf('Ann')
    })
    const cameraOnAgainAt = Date.now()
    await expect
      .poll(() => Date.now(), { timeout: DEAD_MS, intervals: [1_000] })
      .toBeGreaterThan(killedAt + DEAD_MS)

    await server.launch()
    for (const person of [ann, bo]) {
      await expect(person.notice('signaling-offline')).toBeHidden({ timeout: 15_000 })
    }
    await expect.poll(() => server.counts()).toMatchObject({ rooms: 1, participants: 2, offers: 2 })
    // The newcomer's browser starts on the same two cores and would be measured as a freeze of the call.
    const endedAt = Date.now()
    const newcomer = await newPerson('Cy', server)
    await test.step('the door is locked as before, and the host is host as before', async () => {
      await newcomer.visit(room)
      await expect(newcomer.notice('room-locked')).toBeVisible()
      await setDoor(ann, 'Open')
    })
    await newcomer.enterLobby(room)
    await expect(newcomer.answerButton('Ann')).toBeVisible()
    await newcomer.answer('Ann')
    for (const other of [ann, bo]) {
      await Promise.all([newcomer.expectCallWith(other.name), other.expectCallWith('Cy')])
    }
    await expect.poll(() => server.counts()).toMatchObject({ rooms: 1, participants: 3, offers: 3 })
    await expect(ann.tile('Bo')).toHaveCount(1)
    const after = [await identityOfLinks(ann), await identityOfLinks(bo)]
    expect(after[0]).toEqual(expect.arrayContaining(before[0] ?? []))
    expect(after[1]).toEqual(expect.arrayContaining(before[1] ?? []))

    const freezes = {
      // Bo's camera ran all the time; Ann's was off for a moment on purpose.
      'Bo seen by Ann': await longestFreeze(ann.page, 'Bo', killedAt, endedAt),
      'Ann seen by Bo': await longestFreeze(bo.page, 'Ann', cameraOnAgainAt, endedAt),
    }
    for (const [side, freezeMs] of Object.entries(freezes)) {
      printFigure(`longest freeze, ${side}`, `${Math.round(freezeMs)} ms`)
      expect(freezeMs).toBeLessThan(MAX_STALL_MS)
    }
  } finally {
    await server.stop()
  }
})
