import { expect, test } from 'vitest'
import { RELIABLE_WIRE } from '@/lib/testing/in-memory-wire'
import { findDisagreements } from '@/lib/testing/peer-agreement'
import { createFakeTrack, type LinkEnd, LinkPair } from '@/lib/testing/peer-link-pair'
import type { SeededRandom } from '@/lib/testing/peer-seeded-random'

const SEEDS = Number(process.env.PEER_MODEL_SEEDS ?? 1_000)
const FIRST_SEED = Number(process.env.PEER_MODEL_FIRST_SEED ?? 1)
const BLOCK = 50
const ACTIONS = 12
/** The longest that a link may need to heal once nothing stands in its way: the slowest repetition, twice. */
const SETTLE_MS = 40_000

type Action = (end: LinkEnd, pair: LinkPair, random: SeededRandom) => void

const ACTIONS_BY_NAME: Readonly<Record<string, Action>> = {
  toggleCamera: (end) => end.setMedia({ video: end.media.video === null ? createFakeTrack('video') : null }),
  switchMicrophone: (end) => end.setMedia({ audio: createFakeTrack('audio') }),
  startScreen: (end) => end.startScreen(false),
  startScreenWithSound: (end) => end.startScreen(true),
  stopScreen: (end) => end.stopScreen(),
  restartIce: (end) => end.link.restartIce(),
  restartBoth: (_, pair) => {
    for (const { link } of pair.ends) link.restartIce()
  },
  shareBoth: (_, pair) => {
    for (const end of pair.ends) end.startScreen(false)
  },
  block: (_, pair) => pair.path.block(true),
  blockOneWay: (end, pair) => pair.path.block(true, end === pair.offerer ? 0 : 1),
  unblock: (_, pair) => pair.path.block(false),
  changeAddress: (_, pair) => pair.path.breakUntilRestart(),
  hintOfNetwork: (end) => end.link.noteNetworkChange(),
  wait: () => {},
}

/** One life of a link. @returns What went wrong, and what was done. */
async function live(seed: number): Promise<{ readonly disagreements: string[]; readonly story: string[] }> {
  const pair = new LinkPair({
    seed,
    maxOperationMs: 8,
    offererMedia: { ...NOTHING, audio: createFakeTrack('audio') },
    answererMedia: { ...NOTHING, video: createFakeTrack('video') },
  })
  const { random } = pair
  pair.path.opensChannels = random.chance(0.7)
  const story: string[] = []
  // The first exchange is the session's to make reliable: the server keeps the offer and acknowledges the claim.
  pair.offerer.link.start()
  if (random.chance(0.5)) await pair.clock.advance(500)
  else await pair.clock.advance(60)
  for (const { wire } of pair.ends)
    wire.faults = { loss: random.next() * 0.5, duplication: 0.3, maxDelayMs: 300 }
  const names = Object.keys(ACTIONS_BY_NAME)
  for (let step = 0; step < ACTIONS; step += 1) {
    const name = names[random.below(names.length)] ?? 'wait'
    const end = pair.ends[random.below(2)] ?? pair.offerer
    story.push(`${pair.clock.now()} ${end === pair.offerer ? 'offerer' : 'answerer'} ${name}`)
    ACTIONS_BY_NAME[name]?.(end, pair, random)
    if (random.chance(0.7)) await pair.clock.advance(random.below(random.pick([20, 200, 2_000])))
  }
  for (const { wire } of pair.ends) wire.faults = RELIABLE_WIRE
  pair.path.block(false)
  let disagreements = ['never settled']
  for (let waited = 0; waited < SETTLE_MS && disagreements.length > 0; waited += 1_000) {
    await pair.clock.advance(1_000)
    disagreements = findDisagreements(pair)
  }
  // Rest must last: no late message, no repetition undoes it. Where no channel opens, ICE needs 6 s to see a dead path.
  await pair.clock.advance(8_000)
  const offers = countOffers(pair)
  await pair.clock.advance(5_000)
  disagreements = findDisagreements(pair)
  if (countOffers(pair) !== offers) disagreements.push('offers go on without end')
  pair.close()
  await pair.clock.advance(30_000)
  if (pair.clock.pendingTimers > 0) disagreements.push(`${pair.clock.pendingTimers} timers outlive the links`)
  return { disagreements, story }
}

const countOffers = (pair: LinkPair) =>
  pair.ends.reduce((sum, end) => sum + end.reportsOf('offer-sent').length, 0)

const NOTHING = { audio: null, video: null, screenVideo: null, screenAudio: null }

const blocks = Array.from({ length: Math.ceil(SEEDS / BLOCK) }, (_, index) => FIRST_SEED + index * BLOCK)

test.each(blocks)('links agree after any life: seeds from %i', async (first) => {
  for (let seed = first; seed < Math.min(first + BLOCK, FIRST_SEED + SEEDS); seed += 1) {
    const { disagreements, story } = await live(seed)
    expect(disagreements, `seed ${seed}\n${story.join('\n')}`).toEqual([])
  }
})
