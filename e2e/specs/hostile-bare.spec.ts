import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/hostile/hostile-test'
import { putInTheMiddle, toPlainPayload } from '@/e2e/hostile/mallory'
import { changeRequest, joinedAs, sentAnswers } from '@/e2e/hostile/tampering'
import { BY_VOICE, expectVoices } from '@/e2e/pages/start-call'
import { LinkMessage } from '@/lib/protocol/link-messages'

const RUNS = 5

test(
  'S8: in a bare room the safety codes of the two differ whenever somebody is in the middle',
  WAITING,
  async ({ newVictim, room, malloryPage }) => {
    test.setTimeout(180_000)
    const [ann, bob] = [await newVictim('Ann'), await newVictim('Bob')]
    const [annPerson, bobPerson] = [ann.person, bob.person]
    const between = { offerer: ann, answerer: bob }
    await annPerson.enterLobby(room, BY_VOICE)
    await annPerson.call()
    await bobPerson.enterLobby(room, BY_VOICE)
    const codes = () => Promise.all([annPerson.readSafetyCode('Bob'), bobPerson.readSafetyCode('Ann')])

    await test.step('control: without anybody in the middle they are equal', async () => {
      await bobPerson.answer('Ann')
      await expectVoices(annPerson, bobPerson)
      const [one, other] = await codes()
      expect(one).toBe(other)
      printFigure('bare room, nobody in the middle', `codes ${one} and ${other}: equal`)
    })
    const policies = [...Array<'pass'>(RUNS).fill('pass'), 'own-nonces' as const]
    for (const [run, policy] of policies.entries()) {
      await test.step(`in the middle, run ${run + 1}: ${policy}`, async () => {
        putInTheMiddle(malloryPage, { ...between, policy })
        await bobPerson.startOver()
        await malloryPage.evaluate(() => window.mallory.endAnswered())
        await bobPerson.answer('Ann')
        await expectVoices(annPerson, bobPerson)
        expect(await malloryPage.evaluate(() => window.mallory.isReached())).toBe(true)
        const [one, other] = await codes()
        expect(one).not.toBe(other)
        printFigure(
          `bare room, in the middle (${policy}), run ${run + 1}`,
          `both hear each other through Mallory; codes ${one} and ${other}: differ`,
        )
      })
    }
    for (const policy of ['break-commitment', 'reflect'] as const) {
      await test.step(`in the middle: ${policy}`, async () => {
        putInTheMiddle(malloryPage, { ...between, policy })
        await bobPerson.startOver()
        await malloryPage.evaluate(() => window.mallory.endAnswered())
        await bobPerson.answer('Ann')
        await expectVoices(annPerson, bobPerson)
        await bobPerson.expectAlert('safety-failed', 'Ann')
        await bobPerson.expectNoSafetyCode()
        printFigure(
          `bare room, in the middle (${policy})`,
          'tried, refused with safety-failed by the answerer, no code',
        )
      })
    }
  },
)

test(
  'S8: nobody gets into the middle of a bare room once the codes have been compared',
  WAITING,
  async ({ newVictim, room, malloryPage }) => {
    const [ann, bob] = [await newVictim('Ann'), await newVictim('Bob')]
    await ann.person.enterLobby(room, BY_VOICE)
    await ann.person.call()
    await bob.person.enterLobby(room, BY_VOICE)
    await bob.person.answer('Ann')
    await expectVoices(ann.person, bob.person)
    expect(await ann.person.readSafetyCode('Bob')).toBe(await bob.person.readSafetyCode('Ann'))
    const linkId = sentAnswers(bob.proxy.passed)[0]?.offerId ?? ''
    const own = { nonceForOfferer: '', nonceForAnswerer: '', commitment: '' }
    const sdp = await malloryPage.evaluate(([id, bits]) => window.mallory.begin(id, 'pass', bits), [
      linkId,
      own,
    ] as const)
    const from = joinedAs(ann.proxy.passed)
    // What Mallory's offer is answered with goes over the link, and through the server where the path is distrusted.
    bob.proxy.tamper = changeRequest('link:signal', async (request) => {
      const message = LinkMessage.parse(JSON.parse(request.payload))
      if (message.kind === 'description') {
        await malloryPage.evaluate(([id, answer]) => window.mallory.takeAnswer(id, answer), [
          linkId,
          message.description.sdp,
        ] as const)
      }
      return request
    })
    bob.proxy.forge('link:signal', { from, linkId, payload: toPlainPayload('offer', sdp, 1_000) })
    await bob.person.expectAlert('signaling-tampered', 'Ann')
    await expectVoices(ann.person, bob.person)
    expect(await malloryPage.evaluate(() => window.mallory.isReached())).toBe(false)
    printFigure(
      'bare room, into the middle of a call whose codes were compared',
      'tried, refused with signaling-tampered; the call goes on',
    )
  },
)
