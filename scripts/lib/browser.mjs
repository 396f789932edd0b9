import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureDebianPackages } from './debian-packages.mjs'
import { fromRoot } from './root.mjs'
import { runQuietly } from './run.mjs'
import { saying } from './say.mjs'

/** Where Chromium and Chrome are put by the systems' own packages. */
const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** Where Firefox is put by the systems' own packages. */
const FIREFOX_PATHS = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]
const DOWNLOAD_TIMEOUT_MS = 3 * 60_000

/**
 * The paths at which to look for Chromium, in order. What the person names stands alone: a wrong `CHROMIUM_PATH` is
 * an error to see, not to paper over with another browser.
 * @param {{ named: string | undefined, downloaded: string | undefined }} paths - `CHROMIUM_PATH`; where Playwright puts its own
 */
export function chromiumCandidates({ named, downloaded }) {
  if (named) return [named]
  return downloaded ? [...SYSTEM_PATHS, downloaded] : SYSTEM_PATHS
}

/**
 * The first path at which a browser is and runs.
 * @param {string[]} candidates
 * @param {(path: string) => boolean} isRunnable
 */
export function chooseBrowser(candidates, isRunnable) {
  return candidates.find(isRunnable) ?? null
}

/**
 * Finds a Chromium that runs, without installing anything.
 * @returns {string | null} its path
 */
export function findChromium() {
  return chooseBrowser(
    chromiumCandidates({ named: process.env.CHROMIUM_PATH, downloaded: undefined }),
    existsSync,
  )
}

/**
 * Finds the system's Firefox, without installing anything. `FIREFOX_PATH` stands alone, as `CHROMIUM_PATH` does.
 * @returns {string | null} its path
 */
export function findFirefox() {
  return chooseBrowser(process.env.FIREFOX_PATH ? [process.env.FIREFOX_PATH] : FIREFOX_PATHS, existsSync)
}

/** Gets Debian's Firefox where there is none. Ubuntu's package of that name is no browser, but leads to a snap. */
export async function ensureFirefox() {
  if (findFirefox() === null) await ensureDebianPackages(['firefox-esr'])
}

/**
 * Finds a Chromium that runs; gets one where there is none: Playwright's download, else Debian's package.
 * Needs the packages installed.
 * @returns {Promise<{ path: string } | { path: null, reason: string }>} the reason is one sentence, for people
 */
export async function ensureChromium() {
  const { chromium } = await import('@playwright/test')
  const downloaded = chromium.executablePath()
  const candidates = chromiumCandidates({ named: process.env.CHROMIUM_PATH, downloaded })
  const found = chooseBrowser(candidates, canRun)
  if (found) return { path: found }
  if (process.env.CHROMIUM_PATH)
    return { path: null, reason: `CHROMIUM_PATH=${process.env.CHROMIUM_PATH} does not run` }

  const reasons = []
  for (const provide of [downloadChromium, installDebianChromium]) {
    const reason = await provide()
    const path = chooseBrowser(candidates, canRun)
    if (path) return { path }
    reasons.push(reason ?? 'what was installed does not run')
  }
  return { path: null, reason: `no Chromium: ${reasons.join('; ')}` }
}

/** @returns {Promise<string | null>} null where it went well, else why not */
async function downloadChromium() {
  try {
    await saying("Downloading Playwright's Chromium", () =>
      runQuietly(
        'browser-download',
        process.execPath,
        [fromRoot('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'],
        { timeoutMs: DOWNLOAD_TIMEOUT_MS },
      ),
    )
    return null
  } catch {
    return 'its download failed (see .cache/logs/browser-download.log)'
  }
}

/** Fonts come along: without any, the pages of a bare machine are blank boxes. */
function installDebianChromium() {
  return ensureDebianPackages(['chromium', 'fonts-liberation'])
}

/**
 * Whether a program starts at all: a downloaded browser on a bare machine lacks the system's libraries.
 * @param {string} path
 */
function canRun(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}
