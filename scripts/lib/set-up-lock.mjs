import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'

const POLL_MS = 300
/** Longer than any install and build that is still worth waiting for. */
const PATIENCE_MS = 15 * 60_000

/**
 * What to do about another process's lock.
 * @param {{ isHolderAlive: boolean, waitedMs: number }} facts
 * @returns {'take-over' | 'wait' | 'give-up'}
 */
export function nextLockStep({ isHolderAlive, waitedMs }) {
  if (!isHolderAlive) return 'take-over'
  return waitedMs < PATIENCE_MS ? 'wait' : 'give-up'
}

/**
 * Runs `work` while no other start, test or build of this folder installs or builds: two at once wait for each other.
 * A lock whose holder died is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [path] - the lock file
 * @returns {Promise<T>}
 */
export async function whileLocked(work, path = fromRoot('.cache', 'set-up.lock')) {
  mkdirSync(new URL('.', `file://${path}`), { recursive: true })
  await acquire(path)
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} path */
async function acquire(path) {
  const startedMs = Date.now()
  let hasSaid = false
  while (!tryCreate(path)) {
    const holder = readHolder(path)
    if (holder === null) continue
    const step = nextLockStep({ isHolderAlive: isAlive(holder), waitedMs: Date.now() - startedMs })
    if (step === 'give-up') {
      throw new Error(`Process ${holder} has been setting up this folder for long; end it, or remove ${path}`)
    }
    if (step === 'take-over') {
      removeDead(path, holder)
      continue
    }
    if (!hasSaid) console.log(`Waiting for process ${holder}, which is setting up this folder …`)
    hasSaid = true
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/**
 * Creates the lock complete with its holder's id, so that nobody ever reads a half-written one.
 * @param {string} path
 * @returns {boolean} false where somebody holds it
 */
function tryCreate(path) {
  const own = `${path}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * @param {string} path
 * @returns {number | null} null where the lock has just been released
 */
function readHolder(path) {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Removes a dead holder's lock. Another waiter may have replaced it meanwhile: then that one is put back.
 * @param {string} path
 * @param {number} holder
 */
function removeDead(path, holder) {
  const aside = `${path}.dead.${process.pid}`
  try {
    renameSync(path, aside)
    if (readHolder(aside) !== holder) linkSync(aside, path)
  } catch {
    // Somebody else was faster; the next round sees how it stands.
  } finally {
    rmSync(aside, { force: true })
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
