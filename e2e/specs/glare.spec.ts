import { expect } from '@playwright/test'
import { collide, installChannelGate, linkSignalingStates } from '@/e2e/fixtures/channel-gate'
import { collectErrors } from '@/e2e/fixtures/collect-errors'
import { test } from '@/e2e/fixtures/test'
import { startCall } from '@/e2e/pages/start-call'

/** The second round meets what the first left behind: stopped transceivers, and media sections to use again. */
const ROUNDS = 2

test('L6: two who share their screens at once collide, and each sees the other’s screen and camera', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  const complaints = collectErrors([ann, bo])
  for (const { page } of [ann, bo]) await page.addInitScript(installChannelGate)
  await startCall(ann, bo, room)
  for (let round = 0; round < ROUNDS; round += 1) {
    await collide([ann, bo], (person) => person.button('Share screen').click())
    await Promise.all([bo.expectScreenOf('Ann'), ann.expectScreenOf('Bo')])
    await Promise.all([bo.expectPictureOf('Ann'), ann.expectPictureOf('Bo')])
    await collide([ann, bo], (person) => person.button('Stop sharing').click())
    await Promise.all([expect(bo.screen('Ann')).toBeHidden(), expect(ann.screen('Bo')).toBeHidden()])
    await Promise.all([bo.expectPictureOf('Ann'), ann.expectPictureOf('Bo')])
  }
  expect(await linkSignalingStates(ann)).toEqual(['stable'])
  expect(await linkSignalingStates(bo)).toEqual(['stable'])
  expect(complaints).toEqual([])
})
