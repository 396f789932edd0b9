import { describe, expect, it, vi } from 'vitest'
import { ChangeLog } from './redis-change-log'
import { RedisUnavailableError } from './redis-connection'

const entry = (seq: number, commitId = `commit-${seq}`, run = 'run') => ({ seq, run, commitId })

describe('the log of changes', () => {
  it('N2 settles what the node wrote itself at its turn, and tells the rest', async () => {
    const log = new ChangeLog(() => {})
    const events: string[] = []
    const tell = (name: string) => () => void events.push(name)
    const { told } = log.expect('own', tell('settled own'))
    log.take(entry(1), tell('told 1'))
    log.take(entry(2, 'own'), tell('told own'))
    log.take(entry(3), tell('told 3'))
    await told
    expect(events).toEqual(['told 1', 'settled own', 'told 3'])
  })

  it('N2 lets who read a room wait until what led to it was told', async () => {
    const log = new ChangeLog(() => {})
    const events: string[] = []
    log.take(entry(1), () => {})
    const reached = log.reach({ run: 'run', seq: 2 }, () => void events.push('reached'))
    await Promise.resolve()
    expect(events).toEqual([])
    log.take(entry(2), () => void events.push('told 2'))
    await reached
    expect(events).toEqual(['told 2', 'reached'])
    await log.reach({ run: 'run', seq: 1 }, () => void events.push('reached at once'))
    expect(events.at(-1)).toBe('reached at once')
  })

  it('N3 notices a missing entry, and a log that begins anew, but not where it comes in', () => {
    const onGap = vi.fn()
    const log = new ChangeLog(onGap)
    const take = (seq: number, run = 'run') => log.take(entry(seq, 'commit', run), () => {})
    take(7)
    take(8)
    expect(onGap).toHaveBeenCalledTimes(0)
    take(10)
    expect(onGap).toHaveBeenCalledTimes(1)
    take(9)
    expect(onGap).toHaveBeenCalledTimes(2)
    take(10)
    expect(onGap).toHaveBeenCalledTimes(2)
    take(11, 'another run')
    expect(onGap).toHaveBeenCalledTimes(3)
  })

  it('B9 ends the waiting for an entry that does not come, and passes on what settling throws', async () => {
    const log = new ChangeLog(() => {})
    const { told } = log.expect('lost', () => {}, 1)
    await expect(told).rejects.toThrow(RedisUnavailableError)
    const failing = log.expect('own', () => {
      throw new RangeError('thrown by the settling')
    })
    log.take(entry(1, 'own'), () => {})
    await expect(failing.told).rejects.toThrow(RangeError)
    // It was forgotten: an entry that comes late after all is told like those of others.
    const tell = vi.fn()
    log.take(entry(2, 'lost'), tell)
    expect(tell).toHaveBeenCalledOnce()
  })
})
