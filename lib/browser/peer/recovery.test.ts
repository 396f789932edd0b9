import { describe, expect, test } from 'vitest'
import {
  createRecoveryState,
  isPathDoubtful,
  nextRecoveryStep,
  type RecoveryEvent,
  type RecoveryState,
  TICK_MS,
} from './recovery'

const EXCHANGED: RecoveryEvent = { type: 'exchanged', isRestart: false }
const CONNECTED: RecoveryEvent = { type: 'connection-state', connection: 'connected' }
const DISCONNECTED: RecoveryEvent = { type: 'connection-state', connection: 'disconnected' }
const FAILED: RecoveryEvent = { type: 'connection-state', connection: 'failed' }

/** Drives the reducer over time: pulses come as told, ticks by themselves. */
class Life {
  now = 0
  state: RecoveryState = createRecoveryState(0)
  readonly phases: [number, string][] = []
  readonly restarts: number[] = []

  event(event: RecoveryEvent): this {
    const before = this.state.phase
    const { state, effect } = nextRecoveryStep(this.state, event, this.now)
    this.state = state
    if (state.phase !== before) this.phases.push([this.now, state.phase])
    if (effect === 'restart-ice') this.restarts.push(this.now)
    return this
  }

  /** @param pulseEveryMs How often something arrives; null: nothing does. */
  run(ms: number, pulseEveryMs: number | null, tickMs = TICK_MS): this {
    const end = this.now + ms
    while (this.now < end) {
      this.now += 50
      if (pulseEveryMs !== null && this.now % pulseEveryMs === 0) this.event({ type: 'arrival' })
      if (this.now % tickMs === 0) this.event({ type: 'tick' })
    }
    return this
  }
}

/** Connected for ten seconds, pulses as they should be. */
function connectedLife(pulseEveryMs = 200): Life {
  const life = new Life().event(EXCHANGED).event(CONNECTED).run(10_000, pulseEveryMs)
  expect(life.state.phase).toBe('connected')
  expect(life.restarts).toEqual([])
  return life
}

describe('silence', () => {
  test('interrupts within 0.9 seconds and restarts at once, then after 2, 4, 8 seconds', () => {
    const life = connectedLife().run(16_000, null)
    const [first = 0, ...later] = life.restarts
    expect(first - 10_000).toBeLessThanOrEqual(900)
    expect(first - 10_000).toBeGreaterThanOrEqual(700)
    expect(life.phases.at(-1)).toEqual([first, 'interrupted'])
    expect(later.map((at) => at - first)).toEqual([2_000, 6_000, 14_000])
  })

  test('shorter than three pulses is nothing', () => {
    const life = connectedLife().run(600, null).run(5_000, 200)
    expect(life.phases.at(-1)?.[1]).toBe('connected')
    expect(life.restarts).toEqual([])
  })

  test('of a peer that has slowed down is nothing', () => {
    const life = new Life().event(EXCHANGED).event(CONNECTED).run(700, 200)
    life.run(1_000, 1_000).run(30_000, 1_000)
    expect(life.restarts).toEqual([])
  })

  test('while this page slept is nothing: one late tick counts as little', () => {
    const life = connectedLife()
    life.now += 60_000
    life.event({ type: 'tick' })
    expect(life.restarts).toEqual([])
  })

  test('of a peer that never pulsed means nothing', () => {
    const life = new Life().event(EXCHANGED).event(CONNECTED).run(60_000, null)
    expect(life.restarts).toEqual([])
  })

  test('is believed sooner after a hint of another network', () => {
    const hinted = connectedLife().event({ type: 'network-changed' }).run(2_000, null)
    const plain = connectedLife().run(2_000, null)
    expect(hinted.restarts[0]).toBeLessThan(plain.restarts[0] ?? 0)
  })

  test('for more than a pulse or two calls for a look at the counters', () => {
    const life = connectedLife()
    expect(isPathDoubtful(life.state)).toBe(false)
    expect(isPathDoubtful(life.run(500, null).state)).toBe(true)
  })
})

test('a hint of another network alone interrupts nothing and restarts nothing', () => {
  const life = connectedLife().event({ type: 'network-changed' }).run(10_000, 200)
  expect(life.restarts).toEqual([])
  expect(life.state.phase).toBe('connected')
})

test('a path that dies one way is seen by ICE alone: restart at once', () => {
  const life = connectedLife().event(DISCONNECTED)
  expect(life.restarts).toEqual([10_000])
  expect(life.run(1_000, 200).state.phase).toBe('interrupted')
  expect(life.event(CONNECTED).state.phase).toBe('connected')
})

test('an outage that ends by itself heals with the first packet', () => {
  const life = connectedLife().run(5_000, null).run(250, 200)
  expect(life.state.phase).toBe('connected')
  const { length } = life.restarts
  expect(life.run(20_000, 200).restarts).toHaveLength(length)
})

test('the next trouble starts its back-off anew', () => {
  const life = connectedLife().run(9_000, null).run(5_000, 200)
  const before = life.restarts.length
  life.run(3_500, null)
  const [first = 0, second = 0] = life.restarts.slice(before)
  expect(second - first).toBe(2_000)
})

test('a recovery that lasts 20 seconds has failed, and is tried again every 15', () => {
  const life = connectedLife().run(80_000, null)
  const [interruptedAt = 0] = life.phases.find(([, phase]) => phase === 'interrupted') ?? []
  expect(life.phases.at(-1)).toEqual([interruptedAt + 20_000, 'failed'])
  const late = life.restarts.filter((at) => at >= interruptedAt + 20_000)
  expect(late.map((at) => at - interruptedAt)).toEqual([20_000, 35_000, 50_000, 65_000])
})

test('a failed link heals late', () => {
  const life = connectedLife().run(40_000, null).event(FAILED)
  expect(life.run(1_000, 200).state.phase).toBe('failed')
  expect(life.event(CONNECTED).state.phase).toBe('connected')
})

test('in trouble a hint of another network restarts at once', () => {
  const life = connectedLife().run(1_500, null)
  const before = life.restarts.length
  expect(life.event({ type: 'network-changed' }).restarts).toHaveLength(before + 1)
})

test('credentials that were just exchanged get time before the next restart voids them', () => {
  const life = connectedLife().run(2_500, null)
  life.event({ type: 'exchanged', isRestart: true })
  const before = life.restarts.length
  expect(life.run(1_900, null).restarts).toHaveLength(before)
  expect(life.run(200, null).restarts).toHaveLength(before + 1)
})

test('the peer was sooner: its restart stands for the own one, until that had its time', () => {
  const life = connectedLife().run(300, null).event({ type: 'exchanged', isRestart: true }).run(1_500, null)
  expect(life.state.phase).toBe('interrupted')
  expect(life.restarts).toEqual([])
  expect(life.run(1_000, null).restarts).toEqual([12_400])
})

test('renegotiation for a screen does not delay a restart', () => {
  const life = connectedLife().run(300, null).event(EXCHANGED).run(600, null)
  expect(life.restarts).toHaveLength(1)
})

test('a failure of the first candidates is not believed, since more are on their way', () => {
  const life = new Life().event(EXCHANGED).event(FAILED).run(4_900, null)
  expect(life.state.phase).toBe('connecting')
  expect(life.run(200, null).phases.at(-1)).toEqual([5_000, 'failed'])
})

test('a link that never comes up has failed when ICE says so, or after 20 seconds', () => {
  const told = new Life().event(EXCHANGED).run(15_000, null).event(FAILED)
  expect(told.phases.at(-1)).toEqual([15_000, 'failed'])
  const untold = new Life().event(EXCHANGED).run(30_000, null)
  expect(untold.phases.at(-1)).toEqual([20_000, 'failed'])
})

test('an offer that nobody answers is in no trouble, however long it stands', () => {
  const life = new Life().run(3_600_000, null)
  expect(life.phases).toEqual([])
  expect(life.restarts).toEqual([])
})
