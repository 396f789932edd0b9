import { describe, expect, it } from 'vitest'
import { createGovernor, type Evidence, type Governor, nextGovernor } from './governor'

/** One look a second; the value halves and doubles. */
function look(governor: Governor, evidence: Evidence, fromS: number, toS: number): Governor {
  let after = governor
  for (let second = fromS; second < toS; second += 1) {
    after = nextGovernor(after, evidence, { lower: after.value / 2, higher: after.value * 2 }, second * 1_000)
  }
  return after
}

describe('a governor', () => {
  it('comes down as far as it must, and waits no longer for that', () => {
    const once = look(createGovernor(800), 'high', 0, 2)
    expect(once.value).toBe(400)
    const often = look(once, 'high', 2, 12)
    expect(often.value).toBeLessThanOrEqual(100)
    expect(often.patienceMs).toBe(once.patienceMs)
    expect(look(often, 'low', 12, 12 + often.patienceMs / 1_000).value).toBeGreaterThan(often.value)
  })

  it('waits longer each time that a try fails, and never for ever', () => {
    let governor = look(createGovernor(800), 'high', 0, 2)
    let second = 2
    /** @returns how many seconds of such looks it took until the value was another */
    const lookUntilChanged = (evidence: Evidence) => {
      const [{ value }, begun] = [governor, second]
      for (; governor.value === value; second += 1) governor = look(governor, evidence, second, second + 1)
      return second - begun
    }
    const waits = Array.from({ length: 6 }, () => {
      const wait = lookUntilChanged('low')
      lookUntilChanged('high')
      return wait
    })
    expect(waits).toEqual(waits.toSorted((one, other) => one - other))
    expect(waits.at(-1)).toBeGreaterThan(200)
    expect(waits.at(-1)).toBeLessThan(250)
  })

  it('believes no single bad look', () => {
    const hiccup = look(createGovernor(800), 'high', 0, 1)
    expect(look(hiccup, 'fair', 1, 2)).toEqual({ ...createGovernor(800), strikes: 0 })
  })
})
