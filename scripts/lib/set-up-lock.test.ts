import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextLockStep, whileLocked } from './set-up-lock.mjs'

/** No process has it: Linux's ids end at 2^22. */
const DEAD_PID = 2 ** 30

describe('nextLockStep', () => {
  it.each([
    [{ isHolderAlive: false, waitedMs: 0 }, 'take-over'],
    [{ isHolderAlive: true, waitedMs: 60_000 }, 'wait'],
    [{ isHolderAlive: true, waitedMs: 3_600_000 }, 'give-up'],
  ])('for %j is %s', (facts, expected) => {
    expect(nextLockStep(facts)).toBe(expected)
  })
})

describe('whileLocked', () => {
  let folder = ''
  let path = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-lock-'))
    path = join(folder, 'cache', 'lock')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('lets one work at a time', async () => {
    const order: string[] = []
    const seconds: Promise<unknown>[] = []
    await whileLocked(async () => {
      order.push('first begins')
      seconds.push(whileLocked(async () => order.push('second'), path))
      await nextTurn()
      order.push('first ends')
    }, path)
    await Promise.all(seconds)
    expect(order).toEqual(['first begins', 'first ends', 'second'])
  })

  it('releases the lock when the work fails', async () => {
    await expect(whileLocked(() => Promise.reject(new Error('broken')), path)).rejects.toThrow('broken')
    expect(existsSync(path)).toBe(false)
  })

  it('takes over from a process that died', async () => {
    await whileLocked(async () => undefined, path)
    writeFileSync(path, String(DEAD_PID))
    await expect(whileLocked(async () => 'done', path)).resolves.toBe('done')
  })
})
