import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { test, WAITING } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { BY_VOICE } from '@/e2e/pages/start-call'

test('the landing page makes a room with a name of its own, and one can be typed', async ({ newPerson }) => {
  const ann = await newPerson('Ann')
  await ann.page.goto('/')
  await ann.page.getByRole('button', { name: 'New room' }).click()
  await expect(ann.page).toHaveURL(/\/[a-z]+(-[a-z]+)+-[a-z0-9]{8}#k=[A-Za-z0-9_-]{22}$/)
  await expect(ann.callButton()).toBeEnabled()
  await ann.page.goto('/')
  await ann.page.getByRole('textbox', { name: 'Room name' }).fill('Küche-7')
  await ann.page.getByRole('button', { name: 'Go to room' }).click()
  await expect(ann.page).toHaveURL(`/${encodeURIComponent('küche-7')}`)
  await expect(ann.callButton()).toBeEnabled()
})

test('two spellings of one name are one room', WAITING, async ({ newPerson, room }) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await ann.enterLobby(`${room}-Zoë`)
  await bo.enterLobby(`${room.toUpperCase()}-zoe\u0308`)
  await ann.call()
  await expect(bo.answerButton('Ann')).toBeVisible()
})

/** Keeps those of a page's scripts back that are `isHeld`, by their paths, until they are released. */
async function holdScripts({ page }: Person, isHeld: (pathname: string) => boolean) {
  const held: string[] = []
  let release = () => {}
  const isReleased = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (isHeld(pathname)) {
      held.push(pathname)
      await isReleased
    }
    await route.continue()
  })
  return { held, release }
}

test(
  'a page has joined before its first script is there, once, under the name that it then shows',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.enterLobby(room, BY_VOICE)
    await ann.call()
    const joins: string[] = []
    const hasJoined = new Promise<void>((resolve) => {
      bo.page.on('websocket', (socket) => {
        socket.on('framesent', ({ payload }) => {
          if (/^40\{"join"|room:join/.test(String(payload))) joins.push(String(payload))
        })
        socket.on('framereceived', ({ payload }) => {
          if (String(payload).includes('"isInstantAnswerOn"')) resolve()
        })
      })
    })
    const { release } = await holdScripts(bo, () => true)
    await bo.page.goto(`/${room}?name=Bo&camera=0`, { waitUntil: 'commit' })
    await hasJoined
    release()
    await expect(bo.answerButton('Ann')).toBeVisible()
    await bo.answer('Ann')
    await bo.expectSoundOf('Ann')
    expect(joins).toHaveLength(1)
    await expect(ann.tile('Bo')).toBeVisible()
  },
)

test(
  'a page opens its devices and answers before React is there: the stay needs two scripts alone',
  WAITING,
  async ({ newPerson, room }) => {
    const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
    await ann.enterLobby(room, BY_VOICE)
    await ann.call()
    const { chunks, runtime }: { readonly chunks: readonly string[]; readonly runtime: string } = JSON.parse(
      await readFile('.next/early-entry.json', 'utf8'),
    )
    const needed = [runtime, ...chunks].map((path) => `/_next/${path}`)
    const { held, release } = await holdScripts(bo, (pathname) => !needed.includes(pathname))
    await bo.page.goto(`/${room}?name=Bo&camera=0&join=1`, { waitUntil: 'commit' })
    await expect(ann.tile('Bo')).toBeVisible()
    await ann.expectSoundOf('Bo')
    expect(held.length).toBeGreaterThan(0)
    release()
    await expect(bo.hangUpButton()).toBeVisible()
    await bo.expectSoundOf('Ann')
  },
)

for (const name of ['a b', 'a.b', 'a'.repeat(65), '%E0%A4%A', 'healthz%20']) {
  test(`a bad room name gets a page that says so: ${name.slice(0, 12)}`, WAITING, async ({ newPerson }) => {
    const ann = await newPerson('Ann')
    await ann.page.goto(`/${name}`)
    await expect(ann.notice('room-name-invalid')).toBeVisible()
    await expect(ann.callButton()).toBeHidden()
  })
}

test('a full room refuses the next one and says so', WAITING, async ({ newPerson, room }) => {
  const people = await Promise.all(
    ['Ann', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Gus', 'Hal'].map((name) => newPerson(name)),
  )
  for (const person of people) await person.enterLobby(room, { mic: '0', camera: '0' })
  const late = await newPerson('Late')
  await late.visit(room)
  await expect(late.notice('room-full')).toBeVisible()
})
