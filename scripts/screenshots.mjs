import { ensureChromium } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { bundleForNode } from './lib/bundle.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { fromRoot } from './lib/root.mjs'
import { endGroupsOnSignals, run } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'

/** One call of four people and some thirty pictures of it. */
const TIMEOUT_MS = 5 * 60_000

runMain(async () => {
  endGroupsOnSignals()
  await ensureInstalled()
  await ensureBuilt()
  const chromium = await ensureChromium()
  if (chromium.path === null) throw new Error(chromium.reason)
  const bundled = fromRoot('.cache', 'bench', 'take-screenshots.js')
  await bundleForNode(fromRoot('bench', 'screenshots', 'take-screenshots.ts'), bundled)
  const ended = await run(process.execPath, ['--enable-source-maps', bundled, ...process.argv.slice(2)], {
    timeoutMs: TIMEOUT_MS,
    env: { CHROMIUM_PATH: chromium.path },
  })
  return ended.exitCode
})
