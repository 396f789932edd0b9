import { expect } from '@playwright/test'
import { readHeldLinks } from '@/e2e/fixtures/held-links'
import { test, WAITING } from '@/e2e/fixtures/test'
import { BY_VOICE, expectVoices } from '@/e2e/pages/start-call'

test.use({ serverEnvironment: { EARSHOT_INSTANT_ANSWER: '0' } })

/** As nobody knows where the other is. */
const HELD = { described: 1, isGathered: true, remoteCandidates: 0, packetsSent: 0 }

test(
  'P7 a link is made but for its path while it rings, and Answer brings up that one',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.visit(room, { join: '1', ...BY_VOICE })
    await expect(ann.hangUpButton()).toBeVisible()
    await bo.enterLobby(room, BY_VOICE)
    await expect(bo.answerButton('Ann')).toBeVisible()
    for (const { page } of [ann, bo]) await expect.poll(() => readHeldLinks(page)).toEqual(HELD)
    await expect(ann.tile('Bo')).toHaveCount(0)
    for (const person of [ann, bo]) {
      expect(await readHeldLinks(person.page)).toEqual(HELD)
      expect(await person.connectionsEverUp()).toBe(0)
    }
    // The only one so far.
    expect(await bo.openConnections()).toBe(1)

    await bo.clickAnswer('Ann')
    await expectVoices(ann, bo)
    for (const person of [ann, bo]) {
      expect(await person.connectionsEverUp()).toBe(1)
      expect((await readHeldLinks(person.page)).described).toBe(0)
    }
    expect((await bo.linkPath('Ann'))?.connectionIndex).toBe(0)
  },
)

test(
  'a page is loaded while it rings, though the link was made before it was',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.visit(room, { join: '1', ...BY_VOICE })
    await expect(ann.hangUpButton()).toBeVisible()
    let show = (): void => undefined
    const shown = new Promise<void>((resolve) => {
      show = resolve
    })
    await bo.page.route('**/late.png', async (route) => {
      await shown
      await route.fulfill({ status: 404 })
    })
    await bo.page.addInitScript(() => {
      const addLate = () => document.body.append(Object.assign(new Image(), { src: '/late.png' }))
      document.addEventListener('DOMContentLoaded', addLate)
    })
    await bo.page.goto(`/${room}?name=Bo&camera=0`, { waitUntil: 'commit' })
    await expect.poll(() => readHeldLinks(bo.page)).toEqual(HELD)
    expect(await bo.page.evaluate(() => document.readyState)).toBe('interactive')
    show()
    await bo.page.waitForLoadState('load')
    await bo.answer('Ann')
    await expectVoices(ann, bo)
  },
)

test(
  'P7 a link that is declined ends at the caller, too, and another answers by their own',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo, cy] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cy')]
    await ann.visit(room, { join: '1', ...BY_VOICE })
    await expect(ann.hangUpButton()).toBeVisible()
    for (const person of [bo, cy]) {
      await person.enterLobby(room, BY_VOICE)
      await expect.poll(() => readHeldLinks(person.page)).toEqual(HELD)
    }
    await expect.poll(() => readHeldLinks(ann.page)).toEqual({ ...HELD, described: 2 })
    await bo.declineButton('Ann').click()
    for (const { page } of [ann, cy]) await expect.poll(() => readHeldLinks(page)).toEqual(HELD)
    expect((await readHeldLinks(bo.page)).described).toBe(0)
    await cy.clickAnswer('Ann')
    await expectVoices(ann, cy)
  },
)
