import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildChildProgram, type ChildProgram } from '@/lib/testing/child-program'
import { FileSettingsStore } from './file-settings-store'

describe('what was acknowledged', () => {
  let program: ChildProgram
  let directory = ''

  beforeAll(async () => {
    program = await buildChildProgram('settings-writer')
  })
  afterAll(() => program.remove())

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'earshot-survival-'))
  })
  afterEach(() => rm(directory, { recursive: true }))

  /** @returns the rooms of these that are not found locked. */
  async function findLost(rooms: readonly string[]): Promise<string[]> {
    const logger = { error: () => {}, warn: () => {} }
    const store = new FileSettingsStore({ directory, secret: 'secret', now: Date.now, logger })
    const lost: string[] = []
    for (const room of rooms) {
      const loaded = await store.load(room)
      if (loaded.isDamaged || loaded.settings.door !== 'locked') lost.push(room)
    }
    await store.close()
    return lost
  }

  it.each([1, 100, 1_000])(
    'H outlives a SIGKILL in the middle of saving, after %i rooms',
    async (killAfter) => {
      const child = spawn(process.execPath, [program.path, directory, '1000000'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const ended = once(child, 'close')
      const acknowledged: string[] = []
      for await (const line of createInterface(child.stdout)) {
        acknowledged.push(line)
        if (acknowledged.length === killAfter) child.kill('SIGKILL')
      }
      await ended
      expect(child.signalCode).toBe('SIGKILL')
      expect(acknowledged.length).toBeGreaterThanOrEqual(killAfter)
      expect(acknowledged).not.toContain('failed')
      expect(await findLost(acknowledged)).toEqual([])
    },
  )

  it('H outlives writes that fail in between, and saving goes on after them', async () => {
    // No file may grow past 32 blocks, so that a write fails now and then as on a full disk, with a part of it in the file.
    const child = spawn(
      'sh',
      ['-c', 'ulimit -f 32; exec "$@"', 'sh', process.execPath, program.path, directory, '400'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const ended = once(child, 'close')
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) lines.push(line)
    await ended
    expect(child.exitCode).toBe(0)
    expect(lines).toHaveLength(400)
    const failures = lines.indexOf('failed')
    expect(failures).toBeGreaterThan(0)
    const acknowledged = lines.filter((line) => line !== 'failed')
    expect(lines.slice(failures).filter((line) => line !== 'failed').length).toBeGreaterThan(100)
    expect(await findLost(acknowledged)).toEqual([])
  })
})
