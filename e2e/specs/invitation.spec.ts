import { expect } from '@playwright/test'
import { test } from '@/e2e/fixtures/test'

/** S1: 128 bits in base64url. */
const KEYED_LINK = /\/[a-z]+-[a-z]+-[a-z]+-[0-9a-z]{8}#k=[A-Za-z0-9_-]{22}$/

test('S1: a new room has a key in its link, which the server is never sent, and an invitation hands the link on whole', async ({
  newPerson,
}) => {
  const ann = await newPerson('Ann')
  await ann.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const sent: string[] = []
  ann.page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  ann.page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  await ann.page.goto('/')
  await ann.button('New room').click()
  await expect(ann.callButton()).toBeEnabled()
  const link = ann.page.url()
  expect(link).toMatch(KEYED_LINK)
  const key = link.split('#k=')[1] ?? ''

  await ann.page.evaluate(() => history.replaceState(null, '', `?name=Ann&join=1${location.hash}`))
  await ann.button('Copy link').click()
  await expect(ann.notice('copied')).toHaveText('Link copied')
  expect(await ann.page.evaluate(() => navigator.clipboard.readText())).toBe(link)

  await ann.button('Show link and QR code').click()
  await expect(ann.page.getByRole('textbox', { name: 'The room’s link' })).toHaveValue(link)
  await expect(ann.page.getByRole('img', { name: 'QR code of the link to room' })).toBeVisible()

  const bo = await newPerson('Bo')
  await bo.page.goto('/')
  await bo.page.getByRole('textbox', { name: 'Room name or link' }).fill(link)
  await bo.button('Go to room').click()
  await expect(bo.callButton()).toBeEnabled()
  expect(bo.page.url()).toBe(link)
  // What a browser says before it navigates has a fragment in it that it does not send.
  expect(sent.map((text) => text.replace(`#k=${key}`, '')).filter((text) => text.includes(key))).toEqual([])
})
