import { randomInt } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErrorCode } from '@/lib/protocol/errors'
import { REQUEST_SCHEMAS } from '@/lib/protocol/requests'
import { fuzzPlan } from '@/lib/testing/fuzz-messages'
import { FuzzRound, FuzzTally } from '@/lib/testing/fuzz-round'
import { ServerHarness } from '@/lib/testing/server-harness'

/** `FUZZ_SEED=…` repeats a run; `FUZZ_PATH=…` the round of it that failed. */
const SEED = process.env.FUZZ_SEED === undefined ? randomInt(2 ** 31) : Number(process.env.FUZZ_SEED)
const PATH = process.env.FUZZ_PATH

/** By their end every way through the code has been compiled and every cache is full. */
const WARM_UP_ROUNDS = 15
const ROUNDS = 85
/** So many more at most, until chance has brought up everything that can be granted or refused. */
const MORE_ROUNDS = 170
const ROUNDS_AT_ONCE = 5
const MESSAGES_A_ROUND = 1_050
/** A leak of 100 bytes a message is more. Caches and compiled code grow by 2 to 4 MB all the same. */
const MAX_GROWTH_BYTES = 8_000_000

/** Nothing but the rules of rooms refuses here, and every request can be granted. */
const BOUNDLESS = {
  isInstantAnswerOn: true,
  rates: {
    requestsPerSecond: 1e9,
    roomRequestsPerSecond: 1e9,
    joinsPerMinute: 1e9,
    roomJoinsPerMinute: 1e9,
    handshakesPerMinute: 1e9,
    guessesPerAddress: 1e9,
    guessesPerRoom: 1e9,
  },
  bounds: { messagesPerTenSeconds: 1e9, receivedBytesPerTenSeconds: 1e12 },
}

/** Refusals that are not to be had here, or by chance alone: whoever is superseded hears no acknowledgement any more. */
const ELSEWHERE: ReadonlySet<ErrorCode> = new Set([
  'internal',
  'server-closing',
  'server-full',
  'rate-limited',
  'session-superseded',
  'participant-away',
])

function collectGarbage(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

describe('B1 B2 B9 whatever anybody sends', { timeout: 300_000 }, () => {
  const failures: string[] = []
  const onLog = (line: string) => {
    // Each answer has a line, too; kept, these would be the growth that is looked for.
    if (JSON.parse(line).level >= 50) failures.push(line)
  }
  const server = new ServerHarness({ ...BOUNDLESS, onLog })
  const tally = new FuzzTally()

  /** @throws with what repeats the round that failed */
  async function runRounds(options: { readonly seed: number; readonly numRuns: number }): Promise<void> {
    const round = fc.asyncProperty(fuzzPlan(MESSAGES_A_ROUND), (plan) =>
      new FuzzRound(server, tally, `round-${tally.messages}`).run(plan),
    )
    const { failed, errorInstance, counterexamplePath } = await fc.check(round, {
      ...options,
      // The least of a thousand messages that fail together would take hours to find.
      endOnFailure: true,
    })
    if (!failed) return
    throw new Error(`FUZZ_SEED=${options.seed} FUZZ_PATH=${counterexamplePath} repeats it`, {
      cause: errorInstance,
    })
  }

  beforeAll(() => server.listen())
  afterAll(() => server.close())

  it(`leaves a server that answers, is empty, and has not grown (seed ${SEED})`, async () => {
    const listeners = server.listeners
    const startedAt = performance.now()
    if (PATH === undefined) await runRounds({ seed: SEED + 1, numRuns: WARM_UP_ROUNDS })
    const heapBefore = collectGarbage()
    await runRounds({ seed: SEED, numRuns: ROUNDS, ...(PATH === undefined ? {} : { path: PATH }) })
    const heapAfter = collectGarbage()
    process.stdout.write(
      tally.describe({ seed: SEED, ms: performance.now() - startedAt, heapBefore, heapAfter }),
    )
    expect(tally.messages).toBeGreaterThanOrEqual(100_000)
    expect(server.listeners).toBe(listeners)
    expect(failures).toEqual([])
    // What timers of sockets that have ended still hold goes with them, a leak stays.
    await expect.poll(() => collectGarbage() - heapBefore).toBeLessThan(MAX_GROWTH_BYTES)
  })

  it('got past the door: every request was granted, and nearly every refusal was heard', async () => {
    const unseen = () => [
      ...Object.keys(REQUEST_SCHEMAS).filter((name) => !tally.granted.has(name)),
      ...ErrorCode.options.filter((code) => !ELSEWHERE.has(code) && !tally.codes.has(code)),
    ]
    for (let more = 0; more < MORE_ROUNDS && unseen().length > 0; more += ROUNDS_AT_ONCE) {
      await runRounds({ seed: SEED + 2 + more, numRuns: ROUNDS_AT_ONCE })
    }
    expect(unseen()).toEqual([])
    expect(failures).toEqual([])
  })

  it('meets the real limits as well', async () => {
    const bounded = new ServerHarness({ onLog })
    const boundedTally = new FuzzTally()
    await bounded.listen()
    const [plan] = fc.sample(fuzzPlan(3_000), { seed: SEED, numRuns: 1 })
    const crowd = { actors: 3, underWay: 3_000 }
    if (plan !== undefined) await new FuzzRound(bounded, boundedTally, 'bounded', crowd).run(plan)
    process.stdout.write(boundedTally.describe({ seed: SEED }))
    expect(boundedTally.codes.get('rate-limited')).toBeGreaterThan(100)
    await bounded.close()
    await expect.poll(() => bounded.usage()).toEqual({ connections: 0, unsentBytes: 0 })
  })
})
