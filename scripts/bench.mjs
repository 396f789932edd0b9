import { readdirSync } from 'node:fs'
import { chooseBenchmarks, needsBrowser } from './lib/benchmarks.mjs'
import { ensureChromium } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { bundleForNode } from './lib/bundle.mjs'
import { ensureDebianPackages } from './lib/debian-packages.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { fromRoot } from './lib/root.mjs'
import { endGroupsOnSignals, run } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'

/** A benchmark repeats whole calls; this bounds one that hangs. */
const BENCHMARK_TIMEOUT_MS = 30 * 60_000

runMain(async () => {
  endGroupsOnSignals()
  const [name, ...passedOn] = process.argv.slice(2)
  const chosen = chooseBenchmarks(readdirSync(fromRoot('bench')), name)
  await ensureInstalled()
  await ensureBuilt()
  const env = needsBrowser(chosen) ? { CHROMIUM_PATH: await findChromium() } : {}
  // Where it cannot be had, the benchmark that needs it says so.
  await ensureDebianPackages(['redis-server'])
  let exitCode = 0
  for (const file of chosen) {
    console.log(`\n── ${file}`)
    const bundled = fromRoot('.cache', 'bench', file.replace(/\.ts$/, '.js'))
    await bundleForNode(fromRoot('bench', file), bundled)
    const ended = await run(process.execPath, ['--enable-source-maps', bundled, ...passedOn], {
      timeoutMs: BENCHMARK_TIMEOUT_MS,
      env,
    })
    if (ended.exitCode !== 0) exitCode = 1
  }
  return exitCode
})

/** @returns {Promise<string>} */
async function findChromium() {
  const chromium = await ensureChromium()
  if (chromium.path === null) throw new Error(chromium.reason)
  return chromium.path
}
