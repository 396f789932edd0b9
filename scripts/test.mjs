import { mkdirSync, writeFileSync } from 'node:fs'
import { ensureChromium, ensureFirefox } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureDebianPackages } from './lib/debian-packages.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { fromRoot } from './lib/root.mjs'
import { endGroupsOnSignals } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'
import { runAudit, runBrowserTests, runStaticSteps, runUnitTests } from './lib/steps.mjs'
import { parseTestArgs } from './lib/test-args.mjs'
import { closingLine, missedResult, stepResult, sumResults } from './lib/test-results.mjs'

/** @typedef {import('./lib/test-results.mjs').StageResult} StageResult */

/** What servers have beside them: Redis, and proxies in front. */
const SERVER_PACKAGES = ['caddy', 'nginx', 'redis-server']

/** What the tests' small internet is made of beside the browser: NAT, TURN, certificates, bad lines. And `ffprobe`, to judge recordings. */
const LAB_PACKAGES = [
  'coturn',
  'ffmpeg',
  'iproute2',
  'libnss3-tools',
  'nftables',
  'openssl',
  'procps',
  'python3',
]

runMain(async () => {
  const { only, passedOn } = parseTestArgs(process.argv.slice(2))
  endGroupsOnSignals()
  /** @type {StageResult[]} */
  const results = []
  try {
    await ensureInstalled()
    // Where it cannot be had, the tests that need it say so themselves, and in CI fail.
    if (only !== 'e2e') await ensureDebianPackages(SERVER_PACKAGES)
    if (only !== 'e2e') results.push(...(await runStaticSteps()), await runAudit(), await runUnitTests())
    if (only !== 'unit') results.push(...(await runEndToEnd(passedOn)))
  } catch (error) {
    // Set-up that fails is a failure to count, not a stack to read: the closing line is owed in any case.
    console.error(error instanceof Error ? error.message : error)
    results.push(stepResult('set-up', { exitCode: 1, hasTimedOut: false }))
  }
  return report(results)
})

/**
 * @param {string[]} passedOn - Playwright's arguments
 * @returns {Promise<StageResult[]>}
 */
async function runEndToEnd(passedOn) {
  console.log('\n── build')
  try {
    await ensureBuilt()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return [
      stepResult('build', { exitCode: 1, hasTimedOut: false }),
      missedResult('browser tests', 'there is no build', { mustRun: true }),
    ]
  }
  const built = stepResult('build', { exitCode: 0, hasTimedOut: false })
  const chromium = await ensureChromium()
  if (chromium.path === null) {
    return [built, missedResult('browser tests', chromium.reason, { mustRun: Boolean(process.env.CI) })]
  }
  // Where they cannot be had, the tests that need them say so themselves, and in CI fail.
  await ensureDebianPackages([...LAB_PACKAGES, 'redis-server'])
  await ensureFirefox()
  return [built, await runBrowserTests(passedOn, chromium.path)]
}

/**
 * Prints the sums, with the closing line last, and keeps them in `test-results/summary.json`.
 * @param {StageResult[]} results
 * @returns {number} the exit code
 */
function report(results) {
  const sum = sumResults(results)
  mkdirSync(fromRoot('test-results'), { recursive: true })
  writeFileSync(
    fromRoot('test-results', 'summary.json'),
    `${JSON.stringify({ ...sum, stages: results }, null, 2)}\n`,
  )
  console.log('\n── result')
  for (const { name, passed, failed, skipped } of results) {
    console.log(`${name}: ${closingLine({ passed, failed, skipped })}`)
  }
  for (const note of results.flatMap(({ notes }) => notes)) console.log(note)
  console.log(closingLine(sum))
  return sum.failed === 0 ? 0 : 1
}
