import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fromRoot } from './root.mjs'

/** How long a process group is given to end by itself after SIGTERM, before SIGKILL. */
const GRACE_MS = 5_000

/** Process groups started by this script that may still live. Emptied as they end; see `killAllGroups`. */
const livingGroups = new Set()

/**
 * @typedef {object} RunOptions
 * @property {number} timeoutMs - past it the whole process group is ended
 * @property {Record<string, string | undefined>} [env] - added to this process's own
 * @property {string} [logPath] - takes the output in place of the console
 *
 * @typedef {{ exitCode: number, hasTimedOut: boolean }} RunResult
 */

/**
 * Runs a command in a process group of its own and leaves nothing of that group behind, however it ends.
 * Never throws: a command that cannot be started has exit code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { timeoutMs, env = {}, logPath }) {
  if (logPath) mkdirSync(dirname(logPath), { recursive: true })
  const log = logPath ? openSync(logPath, 'w') : undefined
  const output = log ?? 'inherit'
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: fromRoot(),
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      detached: true,
    })
    let hasTimedOut = false
    const { pid } = child
    if (pid !== undefined) livingGroups.add(pid)
    const timer = setTimeout(() => {
      hasTimedOut = true
      if (pid !== undefined) endGroup(pid)
    }, timeoutMs)
    /** @param {number} exitCode */
    const finish = (exitCode) => {
      clearTimeout(timer)
      if (pid !== undefined) {
        signalGroup(pid, 'SIGKILL')
        livingGroups.delete(pid)
      }
      if (log !== undefined) closeSync(log)
      resolve({ exitCode, hasTimedOut })
    }
    child.once('error', () => finish(127))
    child.once('exit', (code) => finish(code ?? 1))
  })
}

/**
 * Runs a command whose output matters only when it fails: it goes to `.cache/logs/{name}.log`.
 * @param {string} name
 * @param {string} command
 * @param {string[]} args
 * @param {Omit<RunOptions, 'logPath'>} options
 * @throws {Error} with the end of the output, where the command fails
 */
export async function runQuietly(name, command, args, options) {
  const logPath = fromRoot('.cache', 'logs', `${name}.log`)
  const { exitCode, hasTimedOut } = await run(command, args, { ...options, logPath })
  if (exitCode === 0) return
  const how = hasTimedOut ? `took over ${options.timeoutMs / 1000} s` : `ended with code ${exitCode}`
  const lastLines = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-40).join('\n')
  throw new Error(`${command} ${args.join(' ')} ${how}. The end of ${logPath}:\n${lastLines}`)
}

/**
 * Makes SIGINT, SIGTERM and SIGHUP end what `run` started before they end this script.
 * @returns {() => void} gives the signals back to whatever runs next in this process
 */
export function endGroupsOnSignals() {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  /** @param {NodeJS.Signals} signal */
  const handleSignal = async (signal) => {
    await Promise.all([...livingGroups].map(endGroup))
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  for (const signal of signals) process.once(signal, handleSignal)
  return () => {
    for (const signal of signals) process.off(signal, handleSignal)
  }
}

/**
 * Asks a group to end, then makes it.
 * @param {number} pid - the group's leader
 */
async function endGroup(pid) {
  signalGroup(pid, 'SIGTERM')
  const deadline = Date.now() + GRACE_MS
  while (signalGroup(pid, 0) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  signalGroup(pid, 'SIGKILL')
}

/**
 * @param {number} pid - the group's leader
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether the group has a living process
 */
function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}
