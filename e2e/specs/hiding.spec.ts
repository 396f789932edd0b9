import { expect } from '@playwright/test'
import { readHeldLinks } from '@/e2e/fixtures/held-links'
import { SentLog } from '@/e2e/fixtures/sent-log'
import { WAITING } from '@/e2e/fixtures/test'
import { expectNothingTold } from '@/e2e/lab/expect-nothing-told'
import { FULL_ICE_ENVIRONMENT } from '@/e2e/lab/lab'
import { test } from '@/e2e/lab/lab-test'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE, expectVoices } from '@/e2e/pages/start-call'

test.use({ trace: 'off' })

/** An ICE restart and the gathering at the relay. */
const MOVE_TIMEOUT_MS = 15_000

/** The types of candidate at both ends of what a person's media takes now. */
async function pathOf(person: Person, other: Person): Promise<string> {
  const path = await person.linkPath(other.name)
  return path === null ? 'none' : `${path.local} > ${path.remote}`
}

// To a link that is to be connected the caller says no: then it is made once more, except for its path (P7).
for (const [setting, made] of [
  ['1', 2],
  ['0', 1],
] as const) {
  test.describe(`with EARSHOT_INSTANT_ANSWER=${setting}`, () => {
    test.use({ serverEnvironment: { ...FULL_ICE_ENVIRONMENT, EARSHOT_INSTANT_ANSWER: setting } })

    test(
      'who hides the address before the call tells nothing of it, and who does not hide still gets through',
      WAITING,
      async ({ lab, newPersonOn, room }) => {
        const ann = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Ann')
        const bo = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Bo')
        const [logOfAnn, logOfBo] = [await SentLog.attach(ann.page), await SentLog.attach(bo.page)]
        await ann.enterLobby(room, BY_VOICE)
        await ann.hideAddress()
        await ann.call()
        await bo.enterLobby(room, BY_VOICE)
        const held = async () => (await readHeldLinks(bo.page)).described
        await expect.poll(held).toBe(1)
        expect(await bo.connectionsEverMade()).toBe(made)
        await bo.answer('Ann')
        await expectVoices(ann, bo)
        expect(await held()).toBe(0)
        expect(await bo.connectionsEverUp()).toBe(1)
        expect((await ann.linkPath('Bo'))?.local).toBe('relay')
        expect((await bo.linkPath('Ann'))?.remote).toBe('relay')
        await expectNothingTold(logOfAnn)
        expect((await logOfBo.told()).types).toContain('host')
        await ann.page.reload()
        await expect(ann.button('Settings')).toBeVisible()
        await ann.button('Settings').click()
        await expect(ann.page.getByRole('switch', { name: 'Hide my IP address' })).toBeChecked()
      },
    )
  })
}

test(
  'hiding in the midst of a call moves it to the relay, and tells no other address from then on',
  WAITING,
  async ({ lab, newPersonOn, room }) => {
    const ann = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Ann')
    const bo = await newPersonOn(await lab.newHost(await lab.newRouter('cone')), 'Bo')
    const log = await SentLog.attach(ann.page)
    await ann.enterLobby(room, BY_VOICE)
    await ann.call()
    await bo.enterLobby(room, BY_VOICE)
    await bo.answer('Ann')
    await expectVoices(ann, bo)
    await expect.poll(() => pathOf(ann, bo), { timeout: MOVE_TIMEOUT_MS }).not.toContain('relay')
    expect((await log.told()).types).toContain('host')

    await log.clear()
    await ann.hideAddress()
    await expect.poll(() => pathOf(ann, bo), { timeout: MOVE_TIMEOUT_MS }).toMatch(/^relay > /)
    await expect.poll(() => pathOf(bo, ann), { timeout: MOVE_TIMEOUT_MS }).toMatch(/ > relay$/)
    await expectVoices(ann, bo)
    await expectNothingTold(log)
  },
)
