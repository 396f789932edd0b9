import { describe, expect, it } from 'vitest'
import {
  browserResult,
  closingLine,
  missedResult,
  stepResult,
  sumResults,
  unitResult,
} from './test-results.mjs'

const OK = { exitCode: 0, hasTimedOut: false }
const BAD = { exitCode: 1, hasTimedOut: false }

function unitReport(counts: { passed?: number; failed?: number; skipped?: number; brokenFiles?: number }) {
  return {
    numPassedTests: counts.passed ?? 0,
    numFailedTests: counts.failed ?? 0,
    numPendingTests: counts.skipped ?? 0,
    numTodoTests: 0,
    testResults: Array.from({ length: counts.brokenFiles ?? 0 }, () => ({
      name: 'broken.test.ts',
      status: 'failed',
      assertionResults: [],
    })),
  }
}

function browserReport(
  stats: Partial<{ expected: number; unexpected: number; flaky: number; skipped: number }>,
) {
  return { suites: [], errors: [], stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } }
}

describe('stepResult', () => {
  it('counts a step as one', () => {
    expect(stepResult('types', OK)).toMatchObject({ passed: 1, failed: 0 })
    expect(stepResult('types', BAD)).toMatchObject({
      passed: 0,
      failed: 1,
      notes: ['types: ended with code 1'],
    })
  })
})

describe('missedResult', () => {
  it('is a failure where the stage had to run, and says why in both cases', () => {
    expect(missedResult('browser tests', 'no Chromium', { mustRun: true })).toMatchObject({
      failed: 1,
      skipped: 0,
      notes: ['browser tests: could not run: no Chromium'],
    })
    expect(missedResult('browser tests', 'no Chromium', { mustRun: false })).toMatchObject({
      failed: 0,
      skipped: 1,
      notes: ['browser tests: skipped: no Chromium'],
    })
  })
})

describe('unitResult', () => {
  it('takes the report’s counts', () => {
    expect(unitResult(unitReport({ passed: 5, failed: 2, skipped: 1 }), BAD)).toMatchObject({
      passed: 5,
      failed: 2,
      skipped: 1,
    })
  })

  it('names each test that failed, with its file: of a long output often only the end is kept', () => {
    const assertionResults = ['failed', 'passed'].map((status) => ({ fullName: `is ${status}`, status }))
    const report = {
      ...unitReport({ passed: 1, failed: 1 }),
      testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }],
    }
    expect(unitResult(report, BAD).notes).toEqual(['unit and server tests: failed: a.test.ts: is failed'])
  })

  it('names no more than a few, each in a line', () => {
    const assertionResults = Array.from({ length: 25 }, () => ({ fullName: 'a\nb', status: 'failed' }))
    const report = {
      ...unitReport({ failed: 25 }),
      testResults: [{ name: 'a', status: 'failed', assertionResults }],
    }
    const { notes } = unitResult(report, BAD)
    expect(notes).toHaveLength(21)
    expect(notes[0]).toBe('unit and server tests: failed: a: a')
    expect(notes.at(-1)).toBe('unit and server tests: failed: and 5 more')
  })

  it('counts a file that does not load as a failure', () => {
    expect(unitResult(unitReport({ passed: 5, brokenFiles: 1 }), BAD)).toMatchObject({ passed: 5, failed: 1 })
  })

  it.each([
    ['no report was written', null, OK],
    ['the run failed though every test passed', unitReport({ passed: 5 }), BAD],
    ['no test ran', unitReport({}), OK],
  ])('fails where %s', (_, report, run) => {
    expect(unitResult(report, run)).toMatchObject({ failed: 1 })
  })

  it('says that a run without a report ran out of time', () => {
    expect(unitResult(null, { exitCode: 1, hasTimedOut: true }).notes).toEqual([
      'unit and server tests: ran out of time without a report',
    ])
  })
})

describe('browserResult', () => {
  it('counts a test that passed on a second try as failed', () => {
    expect(browserResult(browserReport({ expected: 3, flaky: 1 }), OK)).toMatchObject({
      passed: 3,
      failed: 1,
    })
  })

  it.each([
    ['no report was written', null, OK],
    ['the run failed though every test passed', browserReport({ expected: 3 }), BAD],
    ['no test ran', browserReport({}), OK],
  ])('fails where %s', (_, report, run) => {
    expect(browserResult(report, run)).toMatchObject({ failed: 1 })
  })

  it('counts an error outside of any test, and says what it was', () => {
    const report = { ...browserReport({ expected: 3 }), errors: [{ message: 'No tests found\nmore' }] }
    expect(browserResult(report, BAD)).toMatchObject({ failed: 1, notes: ['browser tests: No tests found'] })
  })

  it('names what failed, at the first try or at all', () => {
    const specs = ['unexpected', 'flaky', 'expected'].map((status) => ({
      title: `is ${status}`,
      tests: [{ status, annotations: [] }],
    }))
    const report = {
      ...browserReport({ expected: 1, unexpected: 1, flaky: 1 }),
      suites: [{ title: 'a.spec.ts', specs }],
    }
    expect(browserResult(report, BAD).notes).toEqual([
      'browser tests: failed: a.spec.ts › is unexpected',
      'browser tests: failed: a.spec.ts › is flaky',
    ])
  })

  it('names what was skipped, with the reason', () => {
    const annotations = [{ type: 'skip', description: 'needs coturn' }]
    const specs = [{ title: 'relays', tests: [{ status: 'skipped', annotations }] }]
    const report = {
      ...browserReport({ expected: 1, skipped: 1 }),
      suites: [{ title: 'a', suites: [{ title: 'b', specs }] }],
    }
    expect(browserResult(report, OK).notes).toEqual(['browser tests: skipped: a › b › relays (needs coturn)'])
  })
})

describe('closingLine', () => {
  it('sums the stages in the form that other programs read', () => {
    const results = [
      stepResult('types', OK),
      stepResult('lint', BAD),
      missedResult('x', 'y', { mustRun: false }),
    ]
    expect(closingLine(sumResults(results))).toBe('1 passed, 1 failed, 1 skipped')
  })
})
