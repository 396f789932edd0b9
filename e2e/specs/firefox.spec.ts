import { expect } from '@playwright/test'
import { test } from '@/e2e/fixtures/firefox'
import { readReceivedMedia } from '@/e2e/fixtures/media-probe'
import type { Person } from '@/e2e/pages/person'

for (const caller of ['Chromium', 'Firefox'] as const) {
  test(`${caller} calls: picture, sound and shared screens go both ways between Chromium and Firefox`, async ({
    newPerson,
    newFirefoxPerson,
    room,
  }) => {
    const fay = await newFirefoxPerson('Fay')
    const cleo = await newPerson('Cleo')
    const complaints = collectErrors([fay, cleo])
    const [first, second] = caller === 'Chromium' ? [cleo, fay] : [fay, cleo]
    await first.enterLobby(room)
    await second.enterLobby(room)
    await first.call()
    await second.answer(first.name)
    await Promise.all([cleo.expectCallWith('Fay'), fay.expectCallWith('Cleo')])
    for (const [sharer, viewer] of [
      [cleo, fay],
      [fay, cleo],
    ] as const) {
      await sharer.button('Share screen').click()
      await expectScreenOf(viewer, sharer.name)
      await viewer.expectPictureOf(sharer.name)
      await sharer.button('Stop sharing').click()
      await expect(screenOf(viewer, sharer.name)).toBeHidden()
    }
    await Promise.all([cleo.expectCallWith('Fay'), fay.expectCallWith('Cleo')])
    await fay.hangUp()
    await expect(cleo.tile('Fay')).toBeHidden()
    expect(complaints).toEqual([])
  })
}

function screenOf(viewer: Person, name: string) {
  return viewer.page.getByRole('group', { name: `${name}'s screen` }).getByTestId('remote-screen')
}

/** Proves that the viewer sees the other's screen: decoded frames rise. */
async function expectScreenOf(viewer: Person, name: string): Promise<void> {
  const screen = screenOf(viewer, name)
  await expect(screen).toBeVisible()
  await expect.poll(async () => (await screen.evaluate(readReceivedMedia)).framesDecoded).toBeGreaterThan(5)
}

function collectErrors(people: readonly Person[]): readonly string[] {
  const errors: string[] = []
  for (const { page, name } of people) {
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${name}: ${message.text()}`)
    })
    page.on('pageerror', (error) => errors.push(`${name}: ${error.message}`))
  }
  return errors
}
