import { expect } from '@playwright/test'
import { collide, installChannelGate, linkSignalingStates } from '@/e2e/fixtures/channel-gate'
import { readReceivedMedia } from '@/e2e/fixtures/media-probe'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { startCall } from '@/e2e/pages/start-call'

/** The second round meets what the first left behind: stopped transceivers, and media sections to use again. */
const ROUNDS = 2

test('L6: two who share their screens at once collide, and each sees the other’s screen and camera', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  const complaints: string[] = []
  for (const { page } of [ann, bo]) {
    await page.addInitScript(installChannelGate)
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  }
  await startCall(ann, bo, room)
  for (let round = 0; round < ROUNDS; round += 1) {
    await collide([ann, bo], (person) => person.button('Share screen').click())
    await Promise.all([expectScreenOf(bo, 'Ann'), expectScreenOf(ann, 'Bo')])
    await Promise.all([bo.expectPictureOf('Ann'), ann.expectPictureOf('Bo')])
    await collide([ann, bo], (person) => person.button('Stop sharing').click())
    await Promise.all([expect(screenOf(bo, 'Ann')).toBeHidden(), expect(screenOf(ann, 'Bo')).toBeHidden()])
    await Promise.all([bo.expectPictureOf('Ann'), ann.expectPictureOf('Bo')])
  }
  expect(await linkSignalingStates(ann)).toEqual(['stable'])
  expect(await linkSignalingStates(bo)).toEqual(['stable'])
  expect(complaints).toEqual([])
})

function screenOf(viewer: Person, name: string) {
  return viewer.page.getByRole('group', { name: `${name}'s screen` }).getByTestId('remote-screen')
}

/** Proves that the viewer sees the other's screen: decoded frames rise. */
async function expectScreenOf(viewer: Person, name: string): Promise<void> {
  const screen = screenOf(viewer, name)
  await expect(screen).toBeVisible()
  await expect.poll(async () => (await screen.evaluate(readReceivedMedia)).framesDecoded).toBeGreaterThan(5)
}
