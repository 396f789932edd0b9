import { describe, expect, it } from 'vitest'
import type { Clock } from '@/lib/browser/peer/clock'
import { DrawingTurn } from './drawing-turn'

/** A clock whose timers fire when the test says how late it is. */
class HandClock implements Clock {
  #now = 0
  #lastHandle = 0
  readonly #timers = new Map<number, { at: number; callback: () => void }>()
  now = () => this.#now
  setTimeout = (callback: () => void, delayMs: number) => {
    this.#timers.set(++this.#lastHandle, { at: this.#now + delayMs, callback })
    return this.#lastHandle
  }
  clearTimeout = (handle: number) => void this.#timers.delete(handle)
  advance(byMs: number): void {
    this.#now += byMs
    for (const [handle, { at, callback }] of this.#timers) {
      if (at <= this.#now && this.#timers.delete(handle)) callback()
    }
  }
}

const setUp = () => {
  const clock = new HandClock()
  const drawn: string[] = []
  return { clock, drawn, turn: new DrawingTurn(clock), room: () => drawn.push('room') }
}

describe('DrawingTurn', () => {
  it('draws what came together once, in order', () => {
    const { clock, drawn, turn, room } = setUp()
    turn.draw(room)
    turn.draw(() => drawn.push('phase'))
    turn.draw(room)
    clock.advance(25)
    expect(drawn).toEqual(['room', 'phase'])
  })

  it('draws nothing while held, and at once when released', () => {
    const { clock, drawn, turn, room } = setUp()
    turn.hold()
    turn.draw(room)
    clock.advance(100)
    expect(drawn).toEqual([])
    turn.release()
    clock.advance(0)
    expect(drawn).toEqual(['room'])
  })

  it('ends a hold that nobody releases, and draws nothing once closed', () => {
    const { clock, drawn, turn, room } = setUp()
    turn.hold()
    turn.draw(room)
    clock.advance(250)
    expect(drawn).toEqual(['room'])
    turn.draw(room)
    turn.close()
    clock.advance(1_000)
    expect(drawn).toEqual(['room'])
  })
})
