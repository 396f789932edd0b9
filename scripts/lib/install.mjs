import { existsSync, readFileSync } from 'node:fs'
import { fromRoot } from './root.mjs'
import { runQuietly } from './run.mjs'
import { saying } from './say.mjs'
import { whileLocked } from './set-up-lock.mjs'

/** A cold npm cache on a slow line; a warm one takes 20 s. */
const INSTALL_TIMEOUT_MS = 8 * 60_000

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[] }> }} PackageLock */

/**
 * Whether node_modules is what the lock asks for, by npm's own record of what it laid down. Versions are compared and
 * not times: a checkout gives every file a new time. npm writes its record last, so a broken-off install has none.
 * @param {PackageLock} lock - package-lock.json
 * @param {PackageLock | null} installed - node_modules/.package-lock.json
 * @param {{ platform: string, arch: string }} machine - a folder shared with another kind of machine is not installed here
 */
export function isInstalled(lock, installed, { platform, arch }) {
  if (installed === null) return false
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '')
  const hasAllWanted = wanted.every(([path, { version, optional }]) => {
    const own = installed.packages[path]
    return own ? own.version === version : optional === true
  })
  const hasOnlyWanted = Object.entries(installed.packages).every(
    ([path, { os, cpu }]) => lock.packages[path] !== undefined && admits(os, platform) && admits(cpu, arch),
  )
  return hasAllWanted && hasOnlyWanted
}

/**
 * npm's rule for `os` and `cpu`: a list of names, or of names refused by a leading `!`.
 * @param {string[] | undefined} list
 * @param {string} value
 */
function admits(list = [], value) {
  const named = list.filter((name) => !name.startsWith('!'))
  return !list.includes(`!${value}`) && (named.length === 0 || named.includes(value))
}

/** Makes node_modules be what package-lock.json says. Needs nothing but Node and npm. */
export async function ensureInstalled() {
  await whileLocked(async () => {
    const lock = readLock(fromRoot('package-lock.json'))
    const installed = readLock(fromRoot('node_modules', '.package-lock.json'))
    if (lock === null) throw new Error('package-lock.json is missing: check the clone')
    if (isInstalled(lock, installed, { platform: process.platform, arch: process.arch })) return
    await saying('Installing packages (only when they change)', () =>
      // "dev" is said because npm would leave the build's tools out where the machine sets NODE_ENV=production.
      runQuietly('install', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
        timeoutMs: INSTALL_TIMEOUT_MS,
      }),
    )
  })
}

/**
 * @param {string} path
 * @returns {PackageLock | null}
 */
function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}
