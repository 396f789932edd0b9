import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { runQuietly } from './run.mjs'
import { saying } from './say.mjs'
import { whileLocked } from './set-up-lock.mjs'

const APT_TIMEOUT_MS = 6 * 60_000

/**
 * Whether this process may install Debian packages here.
 * @param {{ hasApt: boolean, userId: number | undefined }} machine
 */
export function canInstallDebianPackages({ hasApt, userId }) {
  return hasApt && userId === 0
}

/**
 * The packages that dpkg does not have installed.
 * @param {string[]} names
 * @param {string} dpkgOutput - of `dpkg-query --show --showformat='${Package} ${db:Status-Status}\n'`
 */
export function missingPackages(names, dpkgOutput) {
  const installed = new Set(
    dpkgOutput
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  )
  return names.filter((name) => !installed.has(name))
}

/**
 * Installs Debian packages that are missing, where this machine lets us.
 * @param {string[]} names
 * @returns {Promise<string | null>} null where all are installed, else why not, in one sentence
 */
export async function ensureDebianPackages(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${Package} ${db:Status-Status}\n'], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
  const missing = missingPackages(names, stdout ?? '')
  if (missing.length === 0) return null
  const list = missing.join(', ')
  if (!canInstallDebianPackages({ hasApt: existsSync('/usr/bin/apt-get'), userId: process.getuid?.() })) {
    return `not installed, and only root on Debian or Ubuntu gets it installed from here: ${list}`
  }
  const options = { timeoutMs: APT_TIMEOUT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    await whileLocked(() =>
      saying(`Installing ${list}`, async () => {
        await runQuietly('apt-update', 'apt-get', ['update'], options)
        await runQuietly(
          'apt-install',
          'apt-get',
          ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '--no-install-recommends', ...missing],
          options,
        )
      }),
    )
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
