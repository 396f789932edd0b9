import { ensureInstalled } from './lib/install.mjs'
import { endGroupsOnSignals } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'
import { runStaticSteps, runUnitTests } from './lib/steps.mjs'
import { closingLine, sumResults } from './lib/test-results.mjs'

runMain(async () => {
  endGroupsOnSignals()
  await ensureInstalled()
  const results = [...(await runStaticSteps()), await runUnitTests()]
  const sum = sumResults(results)
  console.log(['', ...results.flatMap(({ notes }) => notes), closingLine(sum)].join('\n'))
  return sum.failed === 0 ? 0 : 1
})
