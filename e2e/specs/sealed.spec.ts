import { networkInterfaces } from 'node:os'
import { expect } from '@playwright/test'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/hostile/hostile-test'
import { changeRequest, inTurn } from '@/e2e/hostile/tampering'
import type { Person } from '@/e2e/pages/person'
import { expectVoices } from '@/e2e/pages/start-call'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'

/** What is sealed, as it would stand in what passes. */
const DESCRIPTION_WORDS = ['fingerprint', 'ice-ufrag', 'ice-pwd', 'candidate:', 'm=audio', 'typ host', '"sdp']

/** The text, and what every base64url word of it decodes to: what is merely encoded is not sealed. */
function withDecoded(text: string): string {
  const words = text.match(/[\w-]{20,}/g) ?? []
  return [text, ...words.map((word) => Buffer.from(word, 'base64url').toString('latin1'))].join('\n')
}

test('S1–S3: a keyed call works, and nothing that passed the server tells name, address, description or key', async ({
  newVictim,
  keyedRoom,
  roomKey,
}) => {
  const [ann, bob] = [await newVictim('Annabella-Quux'), await newVictim('Bobadil-Xyzzy')]
  for (const { person } of [ann, bob]) {
    // A name in the address is the server's to read, so it is typed.
    await person.page.goto(`/${keyedRoom}`)
    await person.page.getByLabel('Your name').fill(person.name)
  }
  await ann.person.call()
  await bob.person.answer(ann.person.name)
  await Promise.all([ann.person.expectCallWith(bob.person.name), bob.person.expectCallWith(ann.person.name)])
  const texts = [ann, bob].map(({ proxy }) => proxy.text)
  const text = withDecoded(texts.join('\n')).toLowerCase()
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
  const rawKey = Buffer.from(roomKey, 'base64url')
  const secrets = [
    ann.person.name,
    bob.person.name,
    ...DESCRIPTION_WORDS,
    ...addresses,
    '.local',
    roomKey,
    rawKey.toString('hex'),
    rawKey.toString('base64'),
    rawKey.toString('latin1'),
  ]
  for (const secret of secrets) expect(text.includes(secret.toLowerCase()), secret).toBe(false)
  const messages = ann.proxy.passed.length + bob.proxy.passed.length
  expect(messages).toBeGreaterThan(10)
  printFigure(
    'keyed call',
    `${messages} messages passed the server, none tells a name, a description or the key`,
  )
})

/** Notes from now on who shows, in the list of the lobby or on a tile; the person's own tile apart. */
async function watchOthers({ page }: Person): Promise<() => Promise<readonly string[]>> {
  const seen = await page.evaluateHandle(() => {
    const names = new Set<string>()
    const look = () => {
      for (const row of document.querySelectorAll('[aria-labelledby="who-is-here"] li')) {
        names.add(row.textContent ?? '')
      }
      for (const video of document.querySelectorAll('video[data-testid="remote-video"]')) {
        names.add(video.closest('[role="group"]')?.getAttribute('aria-label') ?? '')
      }
    }
    look()
    new MutationObserver(look).observe(document, { subtree: true, childList: true })
    return names
  })
  return () => seen.evaluate((names) => [...names])
}

test(
  'H12: without the key, or with another, nobody comes in, not even where the server looks away',
  WAITING,
  async ({ newPerson, newVictim, keyedRoom, room }) => {
    const [ann, cid, eve] = [await newVictim('Ann'), await newVictim('Cid'), await newVictim('Eve')]
    // The key's id is kept from the server, so that it cannot compare.
    for (const { proxy } of [ann, cid, eve])
      proxy.tamper = changeRequest('room:join', ({ keyId: _, ...request }) => request)
    await ann.person.enterLobby(keyedRoom, { camera: '0' })
    await cid.person.visit(keyedRoom, { join: '1', camera: '0' })
    await expect(ann.person.answerButton('Cid')).toBeVisible()
    const othersOfAnn = await watchOthers(ann.person)
    const othersOfCid = await watchOthers(cid.person)
    const before = await Promise.all([othersOfAnn(), othersOfCid()])
    // Nor does anybody hear that she left again.
    eve.proxy.tamper = inTurn(eve.proxy.tamper, ({ name, body }) => (name === 'room:leave' ? [] : [body]))
    const joined = ann.proxy.untilCome('fact', 'participant:joined')
    await eve.person.visit(`${room}${toKeyFragment(createRoomKey())}`, { join: '1' })
    await eve.person.expectAlert('key-wrong', '')
    await joined
    await ann.person.answer('Cid')
    await expectVoices(ann.person, cid.person)
    expect(await othersOfAnn()).toEqual([...(before[0] ?? []), 'Cid'])
    expect(await othersOfCid()).toEqual([...(before[1] ?? []), 'Ann'])
    expect(await eve.person.openConnections()).toBe(0)
    printFigure(
      'hostile server',
      'another key past the server: tried, refused with key-wrong by the page, seen by nobody',
    )
    const dan = await newPerson('Dan')
    await dan.visit(`another-${keyedRoom}`)
    await expect(dan.callButton()).toBeEnabled()
    for (const [what, fragment, code] of [
      ['another key', toKeyFragment(createRoomKey()), 'key-wrong'],
      ['no key', '', 'key-required'],
    ] as const) {
      const guest = await newPerson('Guest')
      await guest.visit(`another-${room}${fragment}`, { join: '1' })
      await guest.expectAlert(code, '')
      expect(await guest.openConnections()).toBe(0)
      printFigure('honest server', `${what}: tried, refused with ${code}`)
    }
  },
)
