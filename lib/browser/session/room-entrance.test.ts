import { beforeEach, expect, it } from 'vitest'
import { KeyRing } from '@/lib/browser/sealing/key-ring'
import { createRoomKey } from '@/lib/browser/sealing/room-key'
import type { CallEvent } from '@/lib/browser/store/call-event'
import { createRandomId } from '@/lib/protocol/ids'
import type { Profile } from '@/lib/protocol/link-messages'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { PayloadCodec } from './payload-codec'
import { RoomEntrance } from './room-entrance'
import type { StayRecord } from './stay'

const ROOM = 'room'
const PROFILE: Profile = {
  name: 'Ann',
  isMicrophoneOn: true,
  isCameraOn: true,
  screenStreamId: null,
  isRecording: false,
  revision: 1,
}
const FIRST = { proof: 'A'.repeat(43), secret: `B${'A'.repeat(42)}` }
const SECOND = { proof: `C${'A'.repeat(42)}`, secret: `D${'A'.repeat(42)}` }

let clock: FakeClock
let events: CallEvent[]
beforeEach(() => {
  clock = new FakeClock()
  events = []
})

/** One page at the door; `codec` opens and seals as that page does. */
function createEntrance(roomKey: string | null, known: Partial<StayRecord> = {}) {
  const keys = new KeyRing(ROOM, roomKey)
  const codec = new PayloadCodec(keys)
  const selfId = createRandomId()
  const page: { stay: StayRecord } = {
    stay: {
      stayId: createRandomId(),
      seed: createRandomId(),
      token: null,
      passcode: null,
      isInCall: false,
      isMicrophoneOn: true,
      isCameraOn: true,
      volumes: {},
      ...known,
    },
  }
  const entrance = new RoomEntrance({
    room: ROOM,
    roomKey,
    memberKey: createRandomId(),
    clock,
    keys,
    codec,
    selfId,
    stay: () => page.stay,
    onStayChange: (change) => {
      page.stay = { ...page.stay, ...change }
    },
    onEvent: (event) => events.push(event),
  })
  return { entrance, codec, selfId, page }
}

/** @returns Whether what the one seals now opens for the other. */
async function opensFor(
  one: ReturnType<typeof createEntrance>,
  other: ReturnType<typeof createEntrance>,
): Promise<boolean> {
  const payload = await one.codec.encodeProfile(one.selfId, PROFILE)
  return (await other.codec.openProfile(one.selfId, payload)) !== null
}

it('says of oneself what the door asks for, and nothing that is not there (J1, H12)', async () => {
  const bare = await createEntrance(null).entrance.describeSelf(PROFILE, 7)
  expect(Object.keys(bare).toSorted()).toEqual(['memberKey', 'profile', 'seed'])
  const stay = { token: 'token', passcode: FIRST }
  const keyed = await createEntrance(createRoomKey(), stay).entrance.describeSelf(PROFILE, 7)
  expect(keyed).toMatchObject({ token: 'token', passcodeProof: FIRST.proof, callOrder: 7 })
  expect(keyed.keyId).toMatch(/^[\w-]{22}$/)
  expect(keyed.profile).not.toContain('Ann')
})

it('says no call order without a token, which alone makes it count (J8)', async () => {
  const { entrance } = createEntrance(null)
  expect(await entrance.describeSelf(PROFILE, 7)).not.toHaveProperty('callOrder')
})

it('takes the passcode of a stay that goes on after a refresh (S6)', async () => {
  const [before, after] = [createEntrance(null), createEntrance(null, { passcode: FIRST })]
  await before.entrance.prove(FIRST)
  await after.entrance.open()
  expect(events.at(-1)).toEqual({ type: 'privacy-changed', privacy: 'sealed' })
  expect(await opensFor(before, after)).toBe(true)
  expect(await opensFor(createEntrance(null), after)).toBe(false)
})

it('opens what is sealed as before for 30 s after a change, and then no more (S7)', async () => {
  const key = createRoomKey()
  const [changing, late, newcomer] = [createEntrance(key), createEntrance(key), createEntrance(key)]
  await newcomer.entrance.prove(FIRST)
  await changing.entrance.changePasscode(FIRST)
  await clock.advance(29_000)
  expect(await opensFor(late, changing)).toBe(true)
  expect(await opensFor(changing, newcomer)).toBe(true)
  expect(await opensFor(late, newcomer)).toBe(false)
  await clock.advance(1_000)
  expect(await opensFor(late, changing)).toBe(false)
  expect(changing.page.stay.passcode).toEqual(FIRST)
})

it('counts the 30 s from the last change (S7)', async () => {
  const key = createRoomKey()
  const [changing, late] = [createEntrance(key), createEntrance(key)]
  await changing.entrance.changePasscode(FIRST)
  await clock.advance(20_000)
  await changing.entrance.changePasscode(SECOND)
  await clock.advance(20_000)
  expect(await opensFor(late, changing)).toBe(true)
  await clock.advance(10_000)
  expect(await opensFor(late, changing)).toBe(false)
})

it('goes back to plain in a bare room whose passcode is removed, and still opens what was sealed by it (S7)', async () => {
  const [ann, bob] = [createEntrance(null), createEntrance(null)]
  for (const { entrance } of [ann, bob]) await entrance.changePasscode(FIRST)
  await ann.entrance.changePasscode(null)
  expect(events.at(-1)).toEqual({ type: 'privacy-changed', privacy: 'bare' })
  expect(await opensFor(bob, ann)).toBe(true)
  expect(await opensFor(ann, bob)).toBe(false)
})

it.each([
  ['passcode-required', { phase: 'passcode', refusal: null }],
  ['passcode-wrong', { phase: 'passcode', refusal: 'passcode-wrong' }],
  ['knock-required', { phase: 'knocking', refusal: null }],
] as const)('shows what the door asks for: %s', (code, shown) => {
  expect(createEntrance(null).entrance.showDoor(code)).toBe(true)
  expect(events).toEqual([{ type: 'door-reached', hasKnocked: false, ...shown }])
})

it('leaves it to others to show what is none of the door’s', () => {
  expect(createEntrance(null).entrance.showDoor('room-full')).toBe(false)
  expect(events).toEqual([])
})

it('leaves no timer when the page closes', async () => {
  const { entrance } = createEntrance(createRoomKey())
  await entrance.changePasscode(FIRST)
  entrance.close()
  expect(clock.pendingTimers).toBe(0)
})
