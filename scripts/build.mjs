import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { endGroupsOnSignals } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'

runMain(async () => {
  endGroupsOnSignals()
  await ensureInstalled()
  await ensureBuilt({ isForced: true })
  return 0
})
