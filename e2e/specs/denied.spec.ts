import { expect } from '@playwright/test'
import { withArguments } from '@/e2e/fixtures/launch-arguments'
import { test } from '@/e2e/fixtures/test'

test.use({ launchOptions: withArguments({ without: '--use-fake-ui' }) })

test('it says which and how to mend it, and the person can still see and hear others', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await ann.page.context().clearPermissions()
  await bo.visit(room, { join: '1' })
  await ann.enterLobby(room)
  await expect(ann.notice('camera-denied')).toBeVisible()
  await expect(ann.notice('microphone-denied')).toBeVisible()
  await ann.answer('Bo')
  await ann.expectCallWith('Bo')
  await expect(bo.tile('Ann').getByText('Camera off')).toBeAttached()
})
