import { expect } from '@playwright/test'
import type { Person } from './person'

async function inDialog({ page, button }: Person, opener: string, act: () => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await button(opener).click()
  await expect(dialog).toBeVisible()
  await act()
  await button('Close').click()
  await expect(dialog).toBeHidden()
}

/** A host presses a button beside people's names. */
export async function moderate(host: Person, ...buttons: readonly string[]): Promise<void> {
  await inDialog(host, 'People', async () => {
    for (const name of buttons) await host.button(name).click()
  })
}

/** A host puts somebody out. @returns when they confirmed, in milliseconds since the epoch. */
export async function removePerson(host: Person, name: string): Promise<number> {
  let removedAtMs = 0
  await inDialog(host, 'People', async () => {
    await host.button(`Remove ${name}`).click()
    const confirm = host.page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true })
    removedAtMs = await host.timeOfClick(() => confirm.click())
  })
  return removedAtMs
}

/** A host chooses who may come in. */
export async function setDoor(host: Person, ...choices: readonly string[]): Promise<void> {
  await inDialog(host, 'Room', async () => {
    for (const choice of choices) {
      const radio = host.page.getByRole('radio', { name: choice, exact: true })
      await radio.click()
      await expect(radio).toBeChecked()
    }
  })
}

/** A host chooses for how many the room is. */
export async function setSize(host: Person, size: number): Promise<void> {
  await inDialog(host, 'Room', async () => {
    const select = host.page.getByLabel('Room for')
    await select.selectOption(String(size))
    await expect(select).toHaveValue(String(size))
  })
}

/** A host sets a passcode. */
export async function setPasscode(host: Person, passcode: string): Promise<void> {
  await inDialog(host, 'Room', async () => {
    await host.page.getByLabel('Passcode').fill(passcode)
    await host.button('Set').click()
    await expect(host.page.getByText('Who comes must know the passcode.')).toBeVisible()
  })
}

/** A host ends the call for everybody. */
export async function endCallForAll({ page, button }: Person): Promise<void> {
  await button('Room').click()
  await button('End the call for everybody').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the call', exact: true }).click()
}
