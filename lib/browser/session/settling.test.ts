import { describe, expect, it } from 'vitest'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { Settling } from './settling'

const setUp = () => {
  const clock = new FakeClock()
  let settled = 0
  const settling = new Settling(clock, () => {
    settled += 1
  })
  return { clock, settling, settled: () => settled }
}

describe('Settling', () => {
  it('comes with the first picture, and once', async () => {
    const { clock, settling, settled } = setUp()
    settling.noteParticipants([{ link: 'connected' }])
    settling.noteFrame()
    await clock.advance(99)
    settling.noteFrame()
    expect(settled()).toBe(0)
    await clock.advance(1)
    expect(settled()).toBe(1)
    settling.noteFrame()
    settling.noteParticipants([{ link: 'connected' }])
    await clock.advance(5_000)
    expect(settled()).toBe(1)
  })

  it('waits for a picture for a second, from the first link that is up', async () => {
    const { clock, settling, settled } = setUp()
    settling.noteParticipants([{ link: 'connecting' }, { link: 'none' }])
    await clock.advance(5_000)
    settling.noteParticipants([{ link: 'connecting' }, { link: 'connected' }])
    await clock.advance(600)
    settling.noteParticipants([{ link: 'connected' }, { link: 'connected' }])
    await clock.advance(399)
    expect(settled()).toBe(0)
    await clock.advance(1)
    expect(settled()).toBe(1)
  })

  it('never comes once the stay is over', async () => {
    const { clock, settling, settled } = setUp()
    settling.noteParticipants([{ link: 'connected' }])
    settling.close()
    settling.noteFrame()
    await clock.advance(5_000)
    expect(settled()).toBe(0)
  })
})
