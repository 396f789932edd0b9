import { describe, expect, it } from 'vitest'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { DrawingTurn } from './drawing-turn'

const setUp = () => {
  const clock = new FakeClock()
  const drawn: string[] = []
  return { clock, drawn, turn: new DrawingTurn(clock), room: () => drawn.push('room') }
}

describe('DrawingTurn', () => {
  it('draws what came together once, in order', async () => {
    const { clock, drawn, turn, room } = setUp()
    turn.draw(room)
    turn.draw(() => drawn.push('phase'))
    turn.draw(room)
    await clock.advance(25)
    expect(drawn).toEqual(['room', 'phase'])
  })

  it('draws nothing while held, and at once when released', async () => {
    const { clock, drawn, turn, room } = setUp()
    turn.hold()
    turn.draw(room)
    await clock.advance(100)
    expect(drawn).toEqual([])
    turn.release()
    await clock.advance(0)
    expect(drawn).toEqual(['room'])
  })

  it('ends a hold that nobody releases, and draws nothing once closed', async () => {
    const { clock, drawn, turn, room } = setUp()
    turn.hold()
    turn.draw(room)
    await clock.advance(250)
    expect(drawn).toEqual(['room'])
    turn.draw(room)
    turn.close()
    await clock.advance(1_000)
    expect(drawn).toEqual(['room'])
  })
})
