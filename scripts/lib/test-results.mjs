/**
 * What one stage of `npm test` comes to.
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, notes: string[] }} StageResult
 *
 * @typedef {{ exitCode: number, hasTimedOut: boolean }} RunResult
 *
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { name: string, status: string,
 *     assertionResults: { fullName: string, status: string }[] }[] }} UnitReport - Vitest's JSON reporter, the part read here
 *
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ status: string, annotations: { type: string, description?: string }[] }} PlaywrightTest
 * @typedef {{ suites: PlaywrightSuite[], errors: { message?: string }[],
 *   stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} BrowserReport - Playwright's, likewise
 */

/** More failures than that have one reason. */
const MAX_NAMED = 20

/**
 * A step that passes or fails as a whole, such as the linter: it counts as one.
 * @param {string} name
 * @param {RunResult} run
 * @returns {StageResult}
 */
export function stepResult(name, run) {
  const hasPassed = run.exitCode === 0
  return {
    name,
    passed: hasPassed ? 1 : 0,
    failed: hasPassed ? 0 : 1,
    skipped: 0,
    notes: hasPassed ? [] : [`${name}: ${endOf(run)}`],
  }
}

/**
 * A stage that could not run here. Where it had to, that is a failure: see "CI" in docs of the commands.
 * @param {string} name
 * @param {string} reason
 * @param {{ mustRun: boolean }} options
 * @returns {StageResult}
 */
export function missedResult(name, reason, { mustRun }) {
  return {
    name,
    passed: 0,
    failed: mustRun ? 1 : 0,
    skipped: mustRun ? 0 : 1,
    notes: [`${name}: ${mustRun ? 'could not run' : 'skipped'}: ${reason}`],
  }
}

/**
 * The unit and server tests. A file that does not even load fails as one test.
 * @param {UnitReport | null} report - null where the run wrote none
 * @param {RunResult} run
 * @returns {StageResult}
 */
export function unitResult(report, run) {
  const name = 'unit and server tests'
  if (report === null) return crashedResult(name, run)
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  )
  const failed = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${file.name}: ${fullName}`),
  )
  return settle(run, {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: [
      ...skipped.map(({ fullName }) => `${name}: skipped: ${fullName}`),
      ...broken.map((file) => `${name}: ${file.name} did not run`),
      ...failedNotes(name, failed),
    ],
  })
}

/**
 * The tests in real browsers. A test that passed only when tried again has failed; so has an error outside of any test.
 * @param {BrowserReport | null} report - null where the run wrote none
 * @param {RunResult} run
 * @returns {StageResult}
 */
export function browserResult(report, run) {
  const name = 'browser tests'
  if (report === null) return crashedResult(name, run)
  const { expected, unexpected, flaky, skipped } = report.stats
  const tests = testsIn(report.suites)
  return settle(run, {
    name,
    passed: expected,
    failed: unexpected + flaky + report.errors.length,
    skipped,
    notes: [
      ...report.errors.map(({ message }) => `${name}: ${firstLine(message ?? 'an error without a message')}`),
      ...tests
        .filter(({ status }) => status === 'skipped')
        .map(({ title, annotations }) => `${name}: skipped: ${title} (${skipReason(annotations)})`),
      ...failedNotes(
        name,
        tests.filter(({ status }) => status === 'unexpected' || status === 'flaky').map(({ title }) => title),
      ),
    ],
  })
}

/**
 * @param {StageResult[]} results
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function sumResults(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of results) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}

/**
 * The last line of `npm test`: other programs read it.
 * @param {{ passed: number, failed: number, skipped: number }} sum
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/**
 * @param {string} name - of the stage
 * @param {string[]} titles - of its tests that failed
 */
function failedNotes(name, titles) {
  const more = titles.length - MAX_NAMED
  return [
    ...titles.slice(0, MAX_NAMED).map((title) => `${name}: failed: ${firstLine(title)}`),
    ...(more > 0 ? [`${name}: failed: and ${more} more`] : []),
  ]
}

/**
 * A run that ends badly has failed, whatever its report counts; so has one that ran nothing.
 * @param {RunResult} run
 * @param {StageResult} counted
 * @returns {StageResult}
 */
function settle(run, counted) {
  if (counted.failed > 0) return counted
  const { name, passed, skipped, notes } = counted
  if (run.exitCode !== 0)
    return { ...counted, failed: 1, notes: [...notes, `${name}: ${endOf(run)}, though no test failed`] }
  if (passed + skipped === 0) return { ...counted, failed: 1, notes: [...notes, `${name}: no test ran`] }
  return counted
}

/**
 * @param {string} name
 * @param {RunResult} run
 * @returns {StageResult}
 */
function crashedResult(name, run) {
  return { name, passed: 0, failed: 1, skipped: 0, notes: [`${name}: ${endOf(run)} without a report`] }
}

/** @param {RunResult} run */
function endOf({ exitCode, hasTimedOut }) {
  return hasTimedOut ? 'ran out of time' : `ended with code ${exitCode}`
}

/**
 * Every test of these suites and of those in them, each with its title behind those of its suites.
 * @param {PlaywrightSuite[]} suites
 * @returns {({ title: string } & PlaywrightTest)[]}
 */
function testsIn(suites) {
  return suites.flatMap((suite) => {
    const own = (suite.specs ?? []).flatMap(({ title, tests }) => tests.map((one) => ({ title, ...one })))
    return [...own, ...testsIn(suite.suites ?? [])].map((one) => ({
      ...one,
      title: `${suite.title} › ${one.title}`,
    }))
  })
}

/** @param {PlaywrightTest['annotations']} annotations */
function skipReason(annotations) {
  return annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given'
}

/** @param {string} text */
function firstLine(text) {
  return text.split('\n')[0]
}
