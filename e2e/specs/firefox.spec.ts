import { expect } from '@playwright/test'
import { collectErrors } from '@/e2e/fixtures/collect-errors'
import { test } from '@/e2e/fixtures/firefox'

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
      await viewer.expectScreenOf(sharer.name)
      await viewer.expectPictureOf(sharer.name)
      await sharer.button('Stop sharing').click()
      await expect(viewer.screen(sharer.name)).toBeHidden()
    }
    await Promise.all([cleo.expectCallWith('Fay'), fay.expectCallWith('Cleo')])
    await fay.hangUp()
    await expect(cleo.tile('Fay')).toBeHidden()
    expect(complaints).toEqual([])
  })
}
