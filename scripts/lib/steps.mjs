import { readFileSync, rmSync } from 'node:fs'
import { AUDIT_ARGUMENTS, auditResult } from './audit.mjs'
import { fromRoot } from './root.mjs'
import { run } from './run.mjs'
import { browserResult, stepResult, unitResult } from './test-results.mjs'

const MINUTE_MS = 60_000

/** The steps that read the sources and run none of them. `typegen` writes the route types that `tsc` reads. */
const STATIC_STEPS = [
  { name: 'format and lint', commands: [['biome', 'check', '--error-on-warnings', '.']] },
  {
    name: 'types',
    commands: [
      ['next', 'typegen'],
      ['tsc', '--noEmit'],
    ],
  },
  { name: 'unused code', commands: [['knip']] },
]

/** The quick gate's steps, each run to its end whether or not the one before failed. */
export async function runStaticSteps() {
  const results = []
  for (const { name, commands } of STATIC_STEPS) {
    title(name)
    let last = { exitCode: 0, hasTimedOut: false }
    for (const [tool, ...args] of commands) {
      if (last.exitCode === 0) last = await runTool(tool ?? '', args, { timeoutMs: 3 * MINUTE_MS })
    }
    results.push(stepResult(name, last))
  }
  return results
}

/** Asks the registry what is known of the packages that a running server loads. */
export async function runAudit() {
  title('audit of dependencies')
  const logPath = fromRoot('.cache', 'logs', 'audit.json')
  await run('npm', AUDIT_ARGUMENTS, { timeoutMs: MINUTE_MS, logPath })
  const result = auditResult(readFileSync(logPath, 'utf8'))
  for (const note of result.notes) console.log(note)
  return result
}

/** Vitest, with its report in `test-results/unit.json`. */
export async function runUnitTests() {
  title('unit and server tests')
  const path = emptyReport('unit.json')
  const ended = await runTool(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`],
    { timeoutMs: 8 * MINUTE_MS },
  )
  return unitResult(readReport(path), ended)
}

/**
 * Playwright, with its report in `test-results/browser.json` (named in playwright.config.ts).
 * @param {string[]} args - passed on: a file, `--grep` and the like
 * @param {string} chromiumPath
 */
export async function runBrowserTests(args, chromiumPath) {
  title('browser tests')
  const path = emptyReport('browser.json')
  const ended = await runTool('playwright', ['test', ...args], {
    timeoutMs: 26 * MINUTE_MS,
    env: { CHROMIUM_PATH: chromiumPath },
  })
  return browserResult(readReport(path), ended)
}

/**
 * Runs a package's own command line tool.
 * @param {string} tool - its name in node_modules/.bin
 * @param {string[]} args
 * @param {import('./run.mjs').RunOptions} options
 */
function runTool(tool, args, { env, ...options }) {
  return run(fromRoot('node_modules', '.bin', tool), args, {
    ...options,
    env: { ...env, NEXT_TELEMETRY_DISABLED: '1' },
  })
}

/** @param {string} text */
function title(text) {
  console.log(`\n── ${text}`)
}

/**
 * The path of a report, with an earlier run's removed: a run that dies must not be judged by it.
 * @param {string} name
 */
function emptyReport(name) {
  const path = fromRoot('test-results', name)
  rmSync(path, { force: true })
  return path
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}
