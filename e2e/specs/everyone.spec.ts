import { expect } from '@playwright/test'
import { seriousFindings } from '@/e2e/fixtures/serious-findings'
import { test, WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

/** Goes on by Tab until the button has the keyboard's place. */
async function tabTo({ page, button }: Person, name: string): Promise<void> {
  const target = button(name)
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test(
  'the keyboard alone is enough from the landing page to the end of a call',
  WAITING,
  async ({ newPerson }) => {
    const ann = await newPerson('Ann')
    const { keyboard } = ann.page
    const press = async (name: string) => {
      await tabTo(ann, name)
      await keyboard.press('Enter')
    }
    await ann.page.goto('/')
    await press('New room')
    await expect(ann.callButton()).toBeEnabled()
    await press('Call')
    await expect(ann.hangUpButton()).toBeVisible()
    await press('Mute microphone')
    await expect(ann.button('Unmute microphone')).toBeFocused()

    await test.step('the menu by arrow keys, and back to its button', async () => {
      await press('More')
      await expect(ann.page.getByRole('menu')).toBeVisible()
      await keyboard.press('ArrowDown')
      await expect(ann.page.getByRole('menu').locator(':focus')).toHaveRole('menuitem')
      await keyboard.press('Escape')
      await expect(ann.button('More')).toBeFocused()
    })
    await test.step('a panel, and back to its button', async () => {
      await press('People')
      await expect(ann.page.getByRole('dialog', { name: 'People' })).toBeFocused()
      await keyboard.press('Escape')
      await expect(ann.button('People')).toBeFocused()
    })
    await test.step('keys alone, as the list of shortcuts says, but not while a name is typed', async () => {
      await keyboard.press('m')
      await expect(ann.button('Mute microphone')).toBeVisible()
      await keyboard.press(',')
      const name = ann.page.getByRole('textbox', { name: 'Your name' })
      await name.focus()
      await name.fill('')
      await keyboard.type('mv')
      await expect(name).toHaveValue('mv')
      await keyboard.press('Escape')
      await expect(ann.page.getByRole('dialog')).toBeHidden()
      await expect(ann.button('Mute microphone')).toBeVisible()
    })
    await test.step('only with Alt and Shift where keys alone are off', async () => {
      await keyboard.press('?')
      const alone = ann.page.getByRole('switch', { name: 'Single keys as shortcuts' })
      await alone.focus()
      await keyboard.press('Space')
      await expect(alone).not.toBeChecked()
      await keyboard.press('Escape')
      await expect(ann.page.getByRole('dialog')).toBeHidden()
      await keyboard.press('m')
      await keyboard.press('Alt+Shift+KeyV')
      await expect(ann.button('Turn camera on')).toBeVisible()
      await expect(ann.button('Mute microphone')).toBeVisible()
    })
    await press('Hang up')
    await expect(ann.hangUpButton()).toBeHidden()
  },
)

test(
  'nothing that opens in a call has a serious accessibility finding, in either colour scheme',
  WAITING,
  async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    await ann.enterLobby(room)
    await ann.call()
    const surfaces: readonly (readonly [open: () => Promise<void>, role: 'menu' | 'dialog'])[] = [
      [() => ann.button('More').click(), 'menu'],
      [() => ann.button('People').click(), 'dialog'],
      [() => ann.button('Chat').click(), 'dialog'],
      [() => ann.button('Settings').click(), 'dialog'],
      [() => ann.page.keyboard.press('?'), 'dialog'],
    ]
    for (const colorScheme of ['light', 'dark'] as const) {
      await ann.page.emulateMedia({ colorScheme })
      for (const [open, role] of surfaces) {
        await open()
        await expect(ann.page.getByRole(role)).toBeVisible()
        expect(await seriousFindings(ann.page)).toEqual([])
        await ann.page.keyboard.press('Escape')
        await expect(ann.page.getByRole(role)).toBeHidden()
      }
    }
  },
)

test(
  'the call fits a phone of 320 pixels, upright or on its side, and a page zoomed to 200 %',
  WAITING,
  async ({ newPerson, room }) => {
    const ann = await newPerson('Ann')
    await ann.enterLobby(room)
    await ann.call()
    for (const size of [
      { width: 320, height: 568 },
      { width: 568, height: 320 },
      { width: 640, height: 400 },
    ]) {
      await ann.page.setViewportSize(size)
      for (const button of [ann.button('Mute microphone'), ann.button('More'), ann.hangUpButton()]) {
        await expect(button).toBeInViewport({ ratio: 1 })
      }
      await ann.button('More').click()
      await ann.page.getByRole('menuitem', { name: 'People' }).click()
      const panel = ann.page.getByRole('dialog', { name: 'People' })
      await expect(panel).toBeInViewport({ ratio: 1 })
      await expect(ann.hangUpButton()).toBeInViewport({ ratio: 1 })
      await panel.getByRole('button', { name: 'Close' }).click()
      const overflow = await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  },
)
