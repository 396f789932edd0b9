import { expect } from '@playwright/test'
import type { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { test, WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE, expectVoices, startCall, startCallByVoice } from '@/e2e/pages/start-call'

/** Two people in a running call: by voice alone where it is not about pictures. */
async function startCallOfTwo(
  newPerson: (name: string) => Promise<Person>,
  room: string,
  start: typeof startCall = startCall,
) {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await start(ann, bo, room)
  return { ann, bo }
}

/** The tests of a file share a server, and a grace period lasts five seconds: whoever left an earlier one is counted until then. */
const GRACE_ENDS = { timeout: 15_000 }

async function expectNothingLeft(server: EarshotServer): Promise<void> {
  await expect.poll(() => server.counts(), GRACE_ENDS).toMatchObject({ rooms: 0, participants: 0, offers: 0 })
}

test('hanging up releases the devices, takes the tile away and leaves nothing on the server', async ({
  newPerson,
  room,
  server,
}) => {
  const { ann, bo } = await startCallOfTwo(newPerson, room)
  expect(await bo.openDevices()).toBe(2)
  await bo.hangUp()
  await expect(ann.tile('Bo')).toBeHidden()
  expect(await bo.openDevices()).toBe(0)
  expect(await bo.openConnections()).toBe(0)
  await expect.poll(() => server.counts(), GRACE_ENDS).toMatchObject({ participants: 1, offers: 1 })
  await ann.hangUp()
  await expectNothingLeft(server)
})

test('an offer is withdrawn when its caller hangs up', async ({ newPerson, room }) => {
  const ann = await newPerson('Ann')
  const bo = await newPerson('Bo')
  await ann.enterLobby(room)
  await ann.call()
  await bo.enterLobby(room)
  await expect(bo.answerButton('Ann')).toBeVisible()
  await ann.hangUp()
  await expect(bo.answerButton('Ann')).toBeHidden()
})

test('somebody who left can come back and call again', WAITING, async ({ newPerson, room }) => {
  const { ann, bo } = await startCallOfTwo(newPerson, room, startCallByVoice)
  await bo.hangUp()
  await bo.button('Return').click()
  await bo.answer('Ann')
  await expectVoices(ann, bo)
})

test(
  'closing the tab takes the tile away and leaves nothing on the server',
  WAITING,
  async ({ newPerson, room, server }) => {
    const { ann, bo } = await startCallOfTwo(newPerson, room, startCallByVoice)
    await bo.page.close({ runBeforeUnload: true })
    await expect(ann.tile('Bo')).toBeHidden()
    await ann.page.close({ runBeforeUnload: true })
    await expectNothingLeft(server)
  },
)

test(
  'a crashed tab is gone after the grace period, and its offer at once',
  WAITING,
  async ({ newPerson, room, server }) => {
    const { ann, bo } = await startCallOfTwo(newPerson, room, startCallByVoice)
    const cy = await newPerson('Cy')
    await cy.enterLobby(room, BY_VOICE)
    await expect(cy.answerButton('Bo')).toBeVisible()
    const crashed = bo.page.waitForEvent('crash')
    bo.page.goto('chrome://crash').catch(() => undefined)
    await crashed
    await expect(cy.answerButton('Bo')).toBeHidden()
    await expect(ann.tile('Bo')).toBeHidden({ timeout: 15_000 })
    await cy.page.close({ runBeforeUnload: true })
    await ann.hangUp()
    await expectNothingLeft(server)
  },
)

test('a refresh comes back into the call as the same participant', async ({ newPerson, room, server }) => {
  const { ann, bo } = await startCallOfTwo(newPerson, room)
  await bo.button('Mute microphone').click()
  await expect(bo.button('Unmute microphone')).toBeVisible()
  await bo.page.reload()
  await expect(bo.hangUpButton()).toBeVisible()
  await Promise.all([ann.expectPictureOf('Bo'), bo.expectCallWith('Ann')])
  await expect(bo.button('Unmute microphone')).toBeVisible()
  await expect(ann.tile('Bo')).toHaveCount(1)
  await expect.poll(() => server.counts(), GRACE_ENDS).toMatchObject({ participants: 2 })
})

test(
  'a duplicated tab is another participant, and the first one goes on',
  WAITING,
  async ({ newPerson, room, server }) => {
    const { ann, bo } = await startCallOfTwo(newPerson, room, startCallByVoice)
    const [duplicate] = await Promise.all([
      bo.page.waitForEvent('popup'),
      bo.page.evaluate(() => void window.open(`${window.location.pathname}?camera=0`)),
    ])
    await expect(duplicate.getByRole('button', { name: 'Call', exact: true })).toBeEnabled()
    await expect.poll(() => server.counts(), GRACE_ENDS).toMatchObject({ participants: 3 })
    await expectVoices(ann, bo)
  },
)
