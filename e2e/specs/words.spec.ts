import { expect } from '@playwright/test'
import { test, WAITING } from '@/e2e/fixtures/test'
import { BY_VOICE, startCallByVoice } from '@/e2e/pages/start-call'

test(
  'C1, C5, C9, C10: words go both ways and to who comes later; hands have one order; a reaction shows over its tile',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await startCallByVoice(ann, bo, room)

    await ann.button('Chat').click()
    const annWrites = ann.page.getByRole('textbox', { name: 'Message' })
    await annWrites.pressSequentially('Look at https://example.org/plan <b>now</b>')
    await annWrites.press('Shift+Enter')
    await annWrites.pressSequentially('second line 👍')
    await annWrites.press('Enter')
    await expect(annWrites).toHaveValue('')

    await expect(bo.notice('chat-news')).toContainText('Ann: Look at')
    await bo.button('Chat, 1 unread').click()
    const boLog = bo.page.getByRole('log', { name: 'Messages of this call' })
    await expect(boLog).toContainText('<b>now</b>')
    await expect(boLog.getByText('second line 👍')).toHaveText(/now<\/b>\nsecond line/)
    const link = boLog.getByRole('link', { name: 'https://example.org/plan' })
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    await expect(link).toHaveAttribute('target', '_blank')
    const boWrites = bo.page.getByRole('textbox', { name: 'Message' })
    await boWrites.fill('Seen!')
    await boWrites.press('ArrowLeft')
    await bo.button('Emoji').press('Enter')
    await expect(bo.button('😀')).toBeFocused()
    await bo.page.keyboard.press('Tab')
    await bo.page.keyboard.press('Enter')
    await bo.page.keyboard.press('Escape')
    await expect(boWrites).toBeFocused()
    await expect(boWrites).toHaveValue('Seen😂!')
    await bo.button('Send').click()
    const annLog = ann.page.getByRole('log', { name: 'Messages of this call' })
    await expect(annLog).toContainText('Seen')
    await bo.page.keyboard.press('Escape')
    await expect(bo.button('Chat')).toBeFocused()

    await bo.button('Raise hand').click()
    await expect(ann.tile('Bo').getByTestId('raised-hand')).toContainText('1')
    await expect(ann.notice('hand-raised')).toContainText('Bo')
    await ann.button('Raise hand').click()
    await expect(bo.tile('Ann').getByTestId('raised-hand')).toContainText('2')
    await expect(bo.tile('You').getByTestId('raised-hand')).toContainText('1')
    await ann.button('People').click()
    const listed = ann.page.getByRole('list', { name: 'People' }).getByRole('listitem')
    // The safety code's pictures are a list inside, and one of them is a book.
    const bosEntry = listed.filter({ has: ann.page.getByText('Bo', { exact: true }) })
    await expect(bosEntry).toContainText('Hand raised, number 1')
    await expect(listed.first()).toContainText('Hand raised, number 2')
    await ann.page.keyboard.press('Escape')

    await ann.button('More').click()
    await ann.page.getByRole('menuitem', { name: 'Celebration' }).click()
    await expect(bo.tile('Ann').getByTestId('reaction')).toHaveText('🎉')
    await expect(bo.page.getByText('Ann reacts: Celebration')).toBeAttached()
    await bo.button('Lower hand').click()
    await expect(ann.tile('Ann').or(ann.tile('You')).getByTestId('raised-hand')).toContainText('1')

    const cy = await newPerson('Cy')
    await cy.visit(room, { join: '1', ...BY_VOICE })
    await expect(cy.tile('Ann').getByTestId('raised-hand')).toContainText('1')
    await cy.button('Chat, 2 unread').click()
    const cyLog = cy.page.getByRole('log', { name: 'Messages of this call' })
    await expect(cyLog.getByRole('listitem')).toHaveCount(3)
    await expect(cyLog).toContainText('as the others passed it on')
    await expect(cyLog).toContainText('Seen')
  },
)
