import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeededRandom } from '@/lib/testing/peer-seeded-random'
import { SimulatedUplink, totalOf } from '@/lib/testing/simulated-uplink'
import {
  AUDIO_BPS,
  createSendPlan,
  type LinkInput,
  type LinkMeasure,
  nextSendPlan,
  type SendPlan,
  UPLINK_BPS,
} from './send-plan'

const CAMERA = { width: 1280, height: 720 }
const WHOLE_SCREEN = { width: 1280, height: 720 }

const link = (id: string, change: Partial<LinkInput> = {}): LinkInput => ({
  id,
  sources: { camera: CAMERA, screen: null },
  view: {},
  measure: null,
  ...change,
})
const links = (count: number, change?: Partial<LinkInput>) =>
  Array.from({ length: count }, (_, index) => link(`link-${index}`, change))
const planFor = (inputs: readonly LinkInput[]) => nextSendPlan(createSendPlan(), inputs, 8, 0)
const encodingsOf = (plan: SendPlan) => new Map([...plan.links].map(([id, { encodings }]) => [id, encodings]))
const camerasOf = (plan: SendPlan) => [...plan.links.values()].map(({ encodings }) => encodings.camera)
const spentOf = (plan: SendPlan) =>
  [...plan.links.values()].reduce((sum, { encodings }) => sum + totalOf(encodings), 0)
const GOOD: LinkMeasure = {
  availableBps: 9_000_000,
  sentBps: 400_000,
  lossShare: 0,
  rttMs: 40,
  isProcessorShort: false,
  encodeShare: 0.1,
}
/** Looks once a second from `fromMs`. */
function lookAgain(before: SendPlan, inputs: readonly LinkInput[], seconds: number, fromMs = 0): SendPlan {
  let plan = before
  for (let second = 1; second <= seconds; second += 1) {
    plan = nextSendPlan(plan, inputs, 8, fromMs + 1_000 * second)
  }
  return plan
}

describe('nextSendPlan before anything was measured', () => {
  it.each([
    [1, 1, 1_700_000],
    [2, 1.33, 900_000],
    [3, 2, 600_000],
    [4, 2, 400_000],
    [5, 2, 400_000],
    [6, 2.67, 250_000],
    [7, 2.67, 250_000],
  ])('shares the uplink among %i links: scale %d, %i bits a second', (count, scale, maxBitrate) => {
    const plan = planFor(links(count))
    for (const camera of camerasOf(plan)) {
      expect(camera).toMatchObject({ active: true, scaleResolutionDownBy: scale, maxBitrate })
    }
    expect(spentOf(plan)).toBeLessThanOrEqual(UPLINK_BPS)
  })

  it('L8 sends nothing of a camera that is not shown, sound all the same', () => {
    const [encodings] = encodingsOf(planFor([link('a', { view: { camera: null } })])).values()
    expect(encodings).toMatchObject({
      camera: { active: false },
      audio: { active: true, maxBitrate: AUDIO_BPS },
    })
  })

  it('L8 sends no more of a camera than its place can show, and gives the rest to those shown large', () => {
    const small = link('small', { view: { camera: { width: 200, height: 112 } } })
    const large = link('large', { view: { camera: WHOLE_SCREEN } })
    const { links: planned } = planFor([small, large])
    expect(planned.get('small')?.encodings.camera).toMatchObject({
      maxBitrate: 200_000,
      scaleResolutionDownBy: 4,
    })
    expect(planned.get('large')?.encodings.camera).toMatchObject({
      maxBitrate: 1_700_000,
      scaleResolutionDownBy: 1,
    })
  })

  it('L8 fills the place of an upright picture by its shorter side', () => {
    const upright = link('a', {
      sources: { camera: { width: 720, height: 1280 }, screen: null },
      view: { camera: { width: 180, height: 320 } },
    })
    expect(camerasOf(planFor([upright]))[0]).toMatchObject({ scaleResolutionDownBy: 4 })
  })

  it('keeps a screen’s resolution at any number of links, and takes its frames first', () => {
    const rates = [1, 2, 3, 5, 7].map((count) => {
      const plan = planFor(
        links(count, { sources: { camera: CAMERA, screen: { width: 1920, height: 1080 } } }),
      )
      for (const { encodings } of plan.links.values()) {
        expect(encodings.screen).toMatchObject({ active: true, scaleResolutionDownBy: 1 })
        expect(encodings.camera.active).toBe(true)
      }
      return [...plan.links.values()][0]?.encodings.screen.maxFramerate ?? 0
    })
    expect(rates).toEqual([...rates].sort((one, other) => other - one))
    expect(rates[0]).toBe(30)
  })

  it('puts sound before a screen and a screen before a camera', () => {
    const [encodings] = encodingsOf(planFor(links(1))).values()
    expect(encodings).toMatchObject({
      audio: { priority: 'high' },
      screen: { priority: 'medium' },
      camera: { priority: 'low' },
    })
  })
})

describe('nextSendPlan after looks', () => {
  it('lowers what goes over one bad path alone', () => {
    const bad = link('bad', { measure: { ...GOOD, availableBps: 200_000 } })
    const inputs = [bad, link('good', { measure: GOOD }), link('other', { measure: GOOD })]
    const plan = lookAgain(planFor(inputs), inputs, 5)
    expect(plan.links.get('bad')?.encodings.camera.maxBitrate).toBe(130_000)
    expect(plan.links.get('bad')?.strain).toBe('upload')
    expect(plan.links.get('good')?.encodings.camera.maxBitrate).toBeGreaterThanOrEqual(600_000)
    expect(plan.links.get('good')?.strain).toBe('none')
  })

  it('lowers every camera where the processor is short, and tries again later', () => {
    const short = links(2, { measure: { ...GOOD, isProcessorShort: true } })
    const lowered = lookAgain(planFor(short), short, 5)
    expect(camerasOf(lowered)[0]?.maxBitrate).toBeLessThan(900_000)
    expect(lowered.links.get('link-0')?.strain).toBe('processor')
    const rested = links(2, { measure: GOOD })
    const tried = lookAgain(lowered, rested, 60, 5_000)
    expect(camerasOf(tried)[0]?.maxBitrate).toBe(900_000)
  })

  it('counts encoding time against all cores', () => {
    const busy = links(3, { measure: { ...GOOD, encodeShare: 0.6 } })
    const lowered = (cores: number) => {
      let plan = planFor(busy)
      for (let second = 1; second <= 5; second += 1) plan = nextSendPlan(plan, busy, cores, second * 1_000)
      return plan.processor.value
    }
    expect(lowered(2)).toBeLessThan(lowered(8))
  })

  it('believes no single bad look', () => {
    const good = links(3, { measure: GOOD })
    const before = lookAgain(planFor(good), good, 5)
    const hiccup = nextSendPlan(before, links(3, { measure: { ...GOOD, availableBps: 50_000 } }), 8, 6_000)
    expect(encodingsOf(lookAgain(hiccup, good, 3, 6_000))).toEqual(encodingsOf(before))
  })

  it('takes a round trip that has grown for a queue, and a longer way in the end for a longer way', () => {
    const near = links(1, { measure: { ...GOOD, sentBps: 1_700_000 } })
    const far = links(1, { measure: { ...GOOD, sentBps: 1_700_000, rttMs: 700 } })
    const queued = lookAgain(lookAgain(planFor(near), near, 5), far, 5, 5_000)
    expect(camerasOf(queued)[0]?.maxBitrate).toBeLessThan(1_700_000)
    expect(camerasOf(lookAgain(queued, far, 600, 10_000))[0]?.maxBitrate).toBe(1_700_000)
  })
})

/** Each is minutes of a call. */
const RUNS = { numRuns: 25 }
/** What noise does is bounded for nearly all of chance alone: of the same chance, only a change of the policy fails. */
const NOISE_RUNS = { numRuns: 100, seed: 5 }

/** A call on a simulated uplink: `before` links for twenty seconds, then one more. Every plan from the join on, one a second. */
function simulateJoin(options: {
  readonly seed: number
  readonly before: number
  readonly capacityBps: number
  readonly seconds: number
}): { readonly plans: SendPlan[]; readonly uplink: SimulatedUplink } {
  const uplink = new SimulatedUplink({ ...options, noise: 0.1, random: new SeededRandom(options.seed) })
  let plan = planFor(links(options.before))
  const plans: SendPlan[] = []
  for (let second = 1; second <= 20 + options.seconds; second += 1) {
    const count = options.before + (second > 20 ? 1 : 0)
    const measures = uplink.measure(encodingsOf(plan))
    const inputs = links(count).map((input) => ({ ...input, measure: measures.get(input.id) ?? null }))
    plan = nextSendPlan(plan, inputs, 8, second * 1_000)
    if (second > 20) plans.push(plan)
  }
  return { plans, uplink }
}

const simulation = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  before: fc.integer({ min: 1, max: 6 }),
  capacityBps: fc.integer({ min: 600_000, max: 8_000_000 }),
})

describe('nextSendPlan on a simulated uplink whose figures are off by up to a tenth', () => {
  it('never plans more than the budget, never silences sound, whatever is measured', () => {
    fc.assert(
      fc.property(simulation, (options) => {
        for (const plan of simulateJoin({ ...options, seconds: 60 }).plans) {
          expect(spentOf(plan)).toBeLessThanOrEqual(UPLINK_BPS)
          for (const { encodings } of plan.links.values()) {
            expect(encodings.audio).toMatchObject({ active: true, maxBitrate: AUDIO_BPS })
          }
        }
      }),
      RUNS,
    )
  })

  it('stays within the uplink from five seconds after a join on, but for a try now and then', () => {
    fc.assert(
      fc.property(simulation, (options) => {
        const { plans, uplink } = simulateJoin({ ...options, seconds: 120 })
        // Browsers hold back by themselves what is this little too much, and it is hardly to be told from noise.
        const tolerated = uplink.capacityBps / 0.7
        const over = plans.slice(5).filter((plan) => spentOf(plan) > tolerated)
        expect(spentOf(plans[5] ?? createSendPlan())).toBeLessThanOrEqual(tolerated)
        expect(over.length).toBeLessThanOrEqual(12)
      }),
      NOISE_RUNS,
    )
  })

  it('does not oscillate: in two minutes no more than three steps up that are taken back', () => {
    fc.assert(
      fc.property(simulation, (options) => {
        const spent = simulateJoin({ ...options, seconds: 125 })
          .plans.slice(5)
          .map(spentOf)
        const steps = spent
          .slice(1)
          .map((bps, index) => Math.sign(bps - (spent[index] ?? 0)))
          .filter((step) => step !== 0)
        const reversals = steps.slice(1).filter((step, index) => step < 0 && (steps[index] ?? 0) > 0)
        expect(reversals.length).toBeLessThanOrEqual(3)
      }),
      NOISE_RUNS,
    )
  })

  it('finds out that a full uplink has become free again, within half a minute', () => {
    const uplink = new SimulatedUplink({ capacityBps: 700_000, noise: 0.1, random: new SeededRandom(7) })
    let plan = planFor(links(3))
    let lowest = Number.POSITIVE_INFINITY
    for (let second = 1; second <= 60; second += 1) {
      if (second === 30) uplink.capacityBps = 8_000_000
      const measures = uplink.measure(encodingsOf(plan))
      plan = nextSendPlan(
        plan,
        links(3).map((input) => ({ ...input, measure: measures.get(input.id) ?? null })),
        8,
        second * 1_000,
      )
      lowest = Math.min(lowest, spentOf(plan))
    }
    expect(lowest).toBeLessThan(700_000)
    expect(spentOf(plan)).toBe(3 * (600_000 + AUDIO_BPS))
  })
})
