import { expect } from '@playwright/test'
import { test, WAITING } from '@/e2e/fixtures/test'
import { BY_VOICE, expectVoices } from '@/e2e/pages/start-call'

test.describe('two people', () => {
  test('see and hear each other after Call and Answer', async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    const bo = await newPerson('Bo')
    await ann.enterLobby(room)
    await ann.call()
    await bo.enterLobby(room)
    await bo.answer('Ann')
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  })

  test('the offer rings somebody who was there before it', async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    const bo = await newPerson('Bo')
    await bo.enterLobby(room)
    await expect(bo.offers()).toBeHidden()
    await ann.enterLobby(room)
    await ann.call()
    await expect(bo.offers().getByRole('listitem')).toHaveCount(1)
    await expect(bo.page).toHaveTitle(/Ann/)
    await bo.answer('Ann')
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
    await expect(bo.page).not.toHaveTitle(/Ann/)
  })

  test('both pressing Call at once end in one call', async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    const bo = await newPerson('Bo')
    await Promise.all([ann.enterLobby(room), bo.enterLobby(room)])
    await Promise.all([ann.callButton().click(), bo.callButton().click()])
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  })

  test('join=1 calls, and answers whoever is calling', async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    const bo = await newPerson('Bo')
    await ann.visit(room, { join: '1' })
    await expect(ann.hangUpButton()).toBeVisible()
    await bo.visit(room, { join: '1' })
    await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  })

  test('a declined caller hears of it, and the offer is gone from the list', async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    const bo = await newPerson('Bo')
    await ann.enterLobby(room)
    await ann.call()
    await bo.enterLobby(room)
    await bo.declineButton('Ann').click()
    await expect(bo.answerButton('Ann')).toBeHidden()
    await expect(ann.notice('declined')).toContainText('Bo')
    await expect(ann.hangUpButton()).toBeVisible()
  })
})

test.describe('more than two', () => {
  test('two answering at once both end up in the call', WAITING, async ({ newPerson, room }) => {
    const [ann, bo, cy] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cy')]
    await ann.enterLobby(room, BY_VOICE)
    await ann.call()
    await Promise.all([bo.enterLobby(room, BY_VOICE), cy.enterLobby(room, BY_VOICE)])
    await Promise.all([bo.answerButton('Ann').click(), cy.answerButton('Ann').click()])
    await Promise.all([expectVoices(ann, bo), expectVoices(ann, cy), expectVoices(bo, cy)])
  })

  test('four people are all connected to each other', async ({ newPerson, room }) => {
    // Twelve pictures, each encoded, decoded and shown: two cores take most of a minute to prove them all.
    test.setTimeout(120_000)
    const names = ['Ann', 'Bo', 'Cy', 'Di']
    const people = await Promise.all(names.map((name) => newPerson(name)))
    for (const person of people) {
      await person.visit(room, { join: '1' })
      await expect(person.hangUpButton()).toBeVisible()
    }
    const pairs = people.flatMap((person) =>
      names.filter((name) => name !== person.name).map((name) => ({ person, name })),
    )
    await Promise.all(pairs.map(({ person, name }) => person.expectCallWith(name)))
  })
})
