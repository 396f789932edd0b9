import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { seriousFindings } from '@/e2e/fixtures/serious-findings'
import { test, WAITING } from '@/e2e/fixtures/test'
import { BY_VOICE } from '@/e2e/pages/start-call'

test('a whole call talks to its own origin alone and breaks no rule of the content policy', async ({
  newPerson,
  room,
  server,
}) => {
  const ann = await newPerson('Ann')
  const bo = await newPerson('Bo')
  const foreign: string[] = []
  const complaints: string[] = []
  const sockets: string[] = []
  for (const { page } of [ann, bo]) {
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url())
      if (protocol.startsWith('http') && host !== new URL(server.origin).host) foreign.push(request.url())
    })
    page.on('websocket', (socket) => {
      sockets.push(page === ann.page ? 'Ann' : 'Bo')
      if (new URL(socket.url()).host !== new URL(server.origin).host) foreign.push(socket.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('Content Security Policy')) {
        complaints.push(message.text())
      }
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  }
  await ann.page.goto('/')
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.enterLobby(room)
  // What the page opened before its scripts came is what they use. In a call that a busy machine interrupts they try another.
  expect(sockets.toSorted()).toEqual(['Ann', 'Bo'])
  await bo.answer('Ann')
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  await ann.button('Settings').click()
  await expect(ann.page.getByRole('dialog')).toBeVisible()
  await ann.page.keyboard.press('Escape')
  await bo.hangUp()
  await ann.hangUp()
  expect(foreign).toEqual([])
  expect(complaints).toEqual([])
})

test('no screen has a serious accessibility finding', async ({ newPerson, room }) => {
  const ann = await newPerson('Ann')
  const bo = await newPerson('Bo')
  await ann.page.goto('/')
  await expect(ann.button('New room')).toBeEnabled()
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.enterLobby(room)
  expect(await seriousFindings(ann.page)).toEqual([])
  await bo.visit(room, { join: '1' })
  await expect(ann.answerButton('Bo')).toBeVisible()
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.answer('Bo')
  await ann.expectPictureOf('Bo')
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.button('Settings').click()
  await expect(ann.page.getByRole('dialog')).toBeVisible()
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.page.keyboard.press('Escape')
  await ann.hangUp()
  expect(await seriousFindings(ann.page)).toEqual([])
})

test('no screen at the door has a serious accessibility finding', WAITING, async ({ newPerson, room }) => {
  const [ann, bo, cid] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cid')]
  await ann.enterLobby(room, BY_VOICE)
  await ann.button('Room').click()
  // A radio button shows what the server has taken, so it is not checked by the press itself.
  await ann.page.getByRole('radio', { name: 'Ask first' }).click()
  await expect(ann.page.getByRole('radio', { name: 'Ask first' })).toBeChecked()
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.page.keyboard.press('Escape')

  await bo.visit(room)
  await expect(bo.button('Ask to come in')).toBeVisible()
  expect(await seriousFindings(bo.page)).toEqual([])
  await bo.button('Ask to come in').click()
  await expect(bo.notice('knocking')).toBeVisible()
  await expect(bo.button('Stop asking')).toBeFocused()
  await expect(ann.notice('knock')).toHaveText('Bo asks to come in')
  expect(await seriousFindings(ann.page)).toEqual([])
  await ann.button('Refuse Bo').click()
  await expect(bo.notice('knock-refused')).toBeVisible()
  expect(await seriousFindings(bo.page)).toEqual([])
  await bo.button('Ask again').click()
  await ann.button('Admit Bo').click()
  await expect(bo.callButton()).toBeEnabled()

  await ann.button('Room').click()
  await ann.page.getByRole('radio', { name: 'Open' }).click()
  await ann.page.getByRole('textbox', { name: 'Passcode' }).fill('tiger')
  await ann.button('Set').click()
  await expect(ann.button('Remove passcode')).toBeVisible()
  await cid.visit(room)
  await expect(cid.page.getByLabel('Passcode')).toBeFocused()
  await cid.page.keyboard.type('lion')
  await cid.page.keyboard.press('Enter')
  await expect(cid.notice('passcode-wrong')).toBeVisible()
  await expect(cid.page.getByLabel('Passcode')).toBeFocused()
  expect(await seriousFindings(cid.page)).toEqual([])
  await cid.page.keyboard.type('tiger')
  await cid.page.keyboard.press('Enter')
  await expect(cid.callButton()).toBeEnabled()
})

test(
  'nothing that a host does to others has a serious accessibility finding',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo, cid] = [await newPerson('Ann'), await newPerson('Bo'), await newPerson('Cid')]
    await ann.enterLobby(room, BY_VOICE)
    await ann.call()
    await ann.button('Show link and QR code').first().click()
    await expect(ann.page.getByRole('img', { name: 'QR code' })).toBeVisible()
    expect(await seriousFindings(ann.page)).toEqual([])
    await ann.page.keyboard.press('Escape')
    await bo.enterLobby(room, BY_VOICE)
    await bo.answer('Ann')
    await ann.expectSoundOf('Bo')

    await ann.button('People').click()
    await ann.button('Mute Bo for everybody').click()
    await expect(bo.notice('muted-by-host')).toBeVisible()
    await expect(bo.button('Unmute microphone')).toBeDisabled()
    await expect(bo.button('Unmute microphone')).toHaveAccessibleDescription(/host has muted you/)
    await expect(ann.page.getByTestId('remote-video')).toHaveJSProperty('muted', true)
    await expect(ann.page.getByTestId('safety-code').getByRole('listitem')).toHaveCount(7)
    expect(await seriousFindings(ann.page)).toEqual([])
    expect(await seriousFindings(bo.page)).toEqual([])
    await bo.button('People').click()
    const codes = [ann, bo].map(({ page }) => page.getByTestId('safety-code').textContent())
    const [annsCode, bosCode] = await Promise.all(codes)
    expect(annsCode).toBe(bosCode)

    await ann.button('Remove Bo').click()
    await expect(ann.page.getByRole('checkbox', { name: 'Lock the room as well' })).toBeChecked()
    expect(await seriousFindings(ann.page)).toEqual([])
    await ann.button('Remove').click()
    await expect(bo.notice('removed')).toBeVisible()
    await expect(bo.button('Return')).toBeHidden()
    expect(await seriousFindings(bo.page)).toEqual([])
    // The button that was pressed is gone with the person; the keyboard goes on in the dialog.
    await ann.page.keyboard.press('Tab')
    await expect(ann.page.getByRole('dialog').locator(':focus')).toBeVisible()
    await cid.visit(room)
    await expect(cid.notice('room-locked')).toBeVisible()
    expect(await seriousFindings(cid.page)).toEqual([])
  },
)

test('the room page ships at most 200 kB of compressed script', async ({ newPerson, room }) => {
  const ann = await newPerson('Ann')
  const session = await ann.page.context().newCDPSession(ann.page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  /** What had come of each script when its headers were read: the headers themselves. */
  const headerBytes = new Map<string, number>()
  let bytes = 0
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') headerBytes.set(requestId, response.encodedDataLength)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const headers = headerBytes.get(requestId)
    if (headers !== undefined) bytes += encodedDataLength - headers
  })
  await ann.enterLobby(room)
  await ann.call()
  printFigure('script of a room page, compressed', `${(bytes / 1000).toFixed(2)} kB`)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(200_000)
})

for (const language of ['en', 'zh-CN']) {
  test(
    `a room's page comes in the packets that a server may send at once (${language})`,
    WAITING,
    async ({ room, server }) => {
      const request = get(`${server.origin}/${room}?join=1`, {
        headers: { 'accept-encoding': 'gzip', 'accept-language': language },
      })
      const [response]: IncomingMessage[] = await once(request, 'response')
      if (response === undefined) throw new Error('No answer')
      let bytes = 0
      for await (const chunk of response) bytes += chunk.length
      const head = response.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0)
      printFigure(`room page, ${language}`, `${bytes} bytes by gzip and ${head} of headers`)
      // Ten segments of what an Ethernet carries with TCP's timestamps (RFC 6928), less how HTTP frames its chunks.
      expect(bytes + head).toBeLessThanOrEqual(10 * 1_448 - 40)
    },
  )
}
