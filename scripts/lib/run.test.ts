import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run, runQuietly } from './run.mjs'

const MINUTE_MS = 60_000

/** A killed orphan may stay listed until somebody collects it; that one runs no more. */
function isRunning(pid: string) {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim()
  return state !== '' && !state.startsWith('Z')
}

describe('run', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-run-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('gives the exit code', async () => {
    expect(await run('sh', ['-c', 'exit 3'], { timeoutMs: MINUTE_MS })).toEqual({
      exitCode: 3,
      hasTimedOut: false,
    })
  })

  it('gives 127 for a command that is not there', async () => {
    expect(await run(join(folder, 'nothing'), [], { timeoutMs: MINUTE_MS })).toMatchObject({ exitCode: 127 })
  })

  it('leaves nothing behind that the command started', async () => {
    const pidPath = join(folder, 'pid')
    await run('sh', ['-c', `sleep 600 & echo $! > ${pidPath}`], { timeoutMs: MINUTE_MS })
    const pid = readFileSync(pidPath, 'utf8').trim()
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  it('ends a command that takes too long', async () => {
    const { exitCode, hasTimedOut } = await run('sleep', ['600'], { timeoutMs: 20 })
    expect(hasTimedOut).toBe(true)
    expect(exitCode).not.toBe(0)
  })

  it('shows the output of a quiet command that fails', async () => {
    const failing = runQuietly('run-test', 'sh', ['-c', 'echo the reason; exit 2'], { timeoutMs: MINUTE_MS })
    await expect(failing).rejects.toThrow(/ended with code 2.*the reason/s)
  })
})
