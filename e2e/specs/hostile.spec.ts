import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/hostile/hostile-test'
import { KeyHolder } from '@/e2e/hostile/key-holder'
import { type PassingMessage, passUnchanged } from '@/e2e/hostile/passing-message'
import { makePlainDescription } from '@/e2e/hostile/plain-description'
import {
  alterPayload,
  changeAnswered,
  changeCandidates,
  changeOffers,
  changeSignals,
  inTurn,
  joinedAs,
  sentAnswers,
  sentOffers,
} from '@/e2e/hostile/tampering'
import type { Person } from '@/e2e/pages/person'
import { expectVoices } from '@/e2e/pages/start-call'
import { FACTS, type FactOf } from '@/lib/protocol/facts'
import { createRandomId } from '@/lib/protocol/ids'
import { REQUESTS } from '@/lib/protocol/requests'

interface Attack {
  readonly what: string
  /** Who notices: the answerer sees what is done to offers and grants, the offerer what is done to answers. */
  readonly refusedBy: 'offerer' | 'answerer'
  readonly start: () => void | Promise<void>
  /** The path is being made already when the attack shows: it may be there for a moment, between these two alone. */
  readonly isLate?: true
}

/** Nothing of the attempt carries anything: who refused has closed their connection, and where it was in time none came up. */
async function expectNoCall(attempt: {
  refuser: Person
  other: Person
  upBefore: readonly number[]
  isLate: boolean
}) {
  const { refuser, other, upBefore, isLate } = attempt
  await expect.poll(() => refuser.linkSignalingStates()).toEqual([])
  if (!isLate) {
    expect([await refuser.connectionsEverUp(), await other.connectionsEverUp()]).toEqual(upBefore)
    expect(await other.packetsReceived()).toBe(0)
  }
  expect(await refuser.packetsReceived()).toBe(0)
}

test(
  'S2–S5: every alteration of what passes a hostile server is refused, and a call is possible after it',
  WAITING,
  async ({ newVictim, keyedRoom, room, roomKey, malloryPage }) => {
    test.setTimeout(180_000)
    const [ann, bob] = [await newVictim('Ann'), await newVictim('Bob')]
    const keyHolder = new KeyHolder(room, roomKey)
    await ann.person.enterLobby(keyedRoom, { camera: '0' })
    await ann.person.call()

    const changeOffer = (
      change: (payload: string, subject: string, sender: string) => string | Promise<string>,
    ) => {
      bob.proxy.tamper = changeOffers(async (offer) => ({
        ...offer,
        description: await change(offer.description, offer.id, offer.participantId),
      }))
    }
    const changeAnswer = (
      change: (payload: string, subject: string, sender: string) => string | Promise<string>,
    ) => {
      ann.proxy.tamper = changeAnswered(async (fact) => ({
        ...fact,
        description: await change(fact.description, fact.offerId, fact.participantId),
      }))
    }
    const sealOfferAgain = (change: Parameters<KeyHolder['sealAgain']>[1]) =>
      changeOffer((payload, subject, sender) =>
        keyHolder.sealAgain({ context: { sender, kind: 'offer', subject }, payload }, change),
      )
    /** The answer waits until link messages stand behind it, so that they are looked at before a path can be found. */
    const changeLinkMessages = (
      change: (fact: FactOf<'link:signal'>) => readonly FactOf<'link:signal'>[],
    ) => {
      const come = ann.proxy.untilCome('fact', 'link:signal', 2)
      ann.proxy.tamper = inTurn(
        changeAnswered(async (fact) => {
          await come
          return fact
        }),
        changeSignals(change),
      )
    }

    const attacks: readonly Attack[] = [
      {
        what: 'offer altered, as a swapped fingerprint would alter it',
        refusedBy: 'answerer',
        start: () => changeOffer(alterPayload),
      },
      {
        what: 'answer altered, as a swapped fingerprint would alter it',
        refusedBy: 'offerer',
        start: () => changeAnswer(alterPayload),
      },
      {
        what: "plain offer of Mallory's in the place of the sealed one",
        refusedBy: 'answerer',
        start: async () => {
          const plain = await makePlainDescription(malloryPage, 'offer')
          changeOffer(() => plain)
        },
      },
      {
        what: "plain answer of Mallory's in the place of the sealed one",
        refusedBy: 'offerer',
        start: async () => {
          const plain = await makePlainDescription(malloryPage, 'answer')
          changeAnswer(() => plain)
        },
      },
      {
        what: 'old offer replayed under the present id',
        refusedBy: 'answerer',
        start: () => changeOffer(() => sentOffers(ann.proxy.passed)[0]?.description ?? ''),
      },
      {
        what: 'old answer replayed under the present id',
        refusedBy: 'offerer',
        start: () => changeAnswer(() => sentAnswers(bob.proxy.passed)[0]?.description ?? ''),
      },
      {
        what: 'offer sealed by the same key in another room',
        refusedBy: 'answerer',
        start: () => sealOfferAgain({ room: 'another-room' }),
      },
      {
        what: "another participant's offer as Ann's",
        refusedBy: 'answerer',
        start: () => sealOfferAgain({ context: { sender: createRandomId() } }),
      },
      {
        what: 'answer as an offer',
        refusedBy: 'answerer',
        start: () => sealOfferAgain({ context: { kind: 'answer' } }),
      },
      {
        what: 'candidates reordered',
        refusedBy: 'answerer',
        start: () => {
          bob.proxy.tamper = changeCandidates((candidates) => candidates.toReversed())
        },
        isLate: true,
      },
      {
        what: 'candidate doubled',
        refusedBy: 'answerer',
        start: () => {
          bob.proxy.tamper = changeCandidates((candidates) => [...candidates.slice(0, 1), ...candidates])
        },
        isLate: true,
      },
      {
        what: 'link message replayed',
        refusedBy: 'offerer',
        start: () => changeLinkMessages((fact) => [fact, fact]),
        isLate: true,
      },
      {
        what: 'link messages reordered',
        refusedBy: 'offerer',
        start: () => {
          let first: FactOf<'link:signal'> | null = null
          changeLinkMessages((fact) => {
            if (first === null) {
              first = fact
              return []
            }
            return [fact, first]
          })
        },
        isLate: true,
      },
    ]

    await test.step('control: the same offer sealed again is answered', async () => {
      sealOfferAgain({})
      await bob.person.enterLobby(keyedRoom, { camera: '0' })
      await bob.person.answer('Ann')
      await expectVoices(ann.person, bob.person)
    })
    for (const { what, refusedBy, start, isLate = false } of attacks) {
      await test.step(what, async () => {
        const [refuser, other] = refusedBy === 'offerer' ? [ann.person, bob.person] : [bob.person, ann.person]
        const upBefore = [await refuser.connectionsEverUp(), await other.connectionsEverUp()]
        await start()
        await bob.person.startOver()
        await bob.person.answer('Ann')
        await refuser.expectAlert('signaling-tampered', other.name)
        await expectNoCall({ refuser, other, upBefore, isLate })
        ann.proxy.tamper = passUnchanged
        bob.proxy.tamper = passUnchanged
        await bob.person.startOver()
        await bob.person.answer('Ann')
        await expectVoices(ann.person, bob.person)
        if (refuser === ann.person) {
          await ann.person.page
            .locator('[data-code="signaling-tampered"]')
            .getByRole('button', { name: 'Dismiss' })
            .click()
        }
      })
      printFigure(
        'hostile server',
        `${what}: tried, refused with signaling-tampered by the ${refusedBy}, ${isLate ? 'link closed' : 'no connection came up'}`,
      )
    }
  },
)

const lastOf = (passed: readonly PassingMessage[], wanted: string): unknown =>
  passed.findLast(({ kind, name }) => kind !== 'acknowledgement' && name === wanted)?.body

test('S4: an old profile that a hostile server sends again changes nothing', async ({
  newVictim,
  keyedRoom,
}) => {
  const [ann, bob] = [await newVictim('Ann'), await newVictim('Bob')]
  await ann.person.visit(keyedRoom, { join: '1' })
  await expect(ann.person.hangUpButton()).toBeVisible()
  await bob.person.visit(keyedRoom, { join: '1' })
  await bob.person.expectPictureOf('Ann')
  const tile = bob.person.tile('Ann')
  const told = ann.proxy.untilCome('request', 'profile:update')
  const heard = bob.proxy.untilCome('fact', 'participant:updated')
  await ann.person.button('Mute microphone').click()
  await Promise.all([told, heard])
  await expect(tile.getByText('Microphone off')).toBeAttached()
  const { profile } = REQUESTS['profile:update'].parse(lastOf(ann.proxy.passed, 'profile:update'))
  const { participant } = FACTS['participant:updated'].parse(lastOf(bob.proxy.passed, 'participant:updated'))
  const heardAgain = bob.proxy.untilCome('fact', 'participant:updated')
  await ann.person.button('Unmute microphone').click()
  await heardAgain
  await expect(tile.getByText('Microphone off')).not.toBeAttached()
  bob.proxy.forge('participant:updated', { participant: { ...participant, profile } })
  // Facts are shown in their order: that Bob is a host now says that what came before it has been shown.
  const self = { ...participant, id: joinedAs(bob.proxy.passed), callOrder: null, isHost: true }
  bob.proxy.forge('participant:updated', { participant: self })
  await expect(bob.person.button('Room')).toBeVisible()
  await expect(tile.getByText('Microphone off')).not.toBeAttached()
  printFigure('hostile server', 'old profile replayed: tried, without effect')
})
