import { missedResult } from './test-results.mjs'

/**
 * @typedef {import('./test-results.mjs').StageResult} StageResult
 *
 * @typedef {{ metadata?: { dependencies: { prod: number } }, statusCode?: number, message?: string,
 *   vulnerabilities?: Record<string, { severity: string, range: string }> }} AuditReport - npm's JSON, the part read here
 */

const NAME = 'audit of dependencies'

/** From these on a known hole fails the gate. */
const SEVERE = new Set(['high', 'critical'])

/** What npm is asked: of the packages that a running server loads alone. */
export const AUDIT_ARGUMENTS = [
  'audit',
  '--omit=dev',
  '--json',
  '--loglevel=silent',
  '--fetch-retries=1',
  '--fetch-timeout=20000',
]

/**
 * Judges npm's report. A registry that answers no audits (a mirror mostly has none) or is out of reach has found nothing,
 * neither good nor bad: that is said, and fails nothing.
 * @param {string} output - what npm printed
 * @returns {StageResult}
 */
export function auditResult(output) {
  const report = parseReport(output)
  if (report?.metadata === undefined) {
    const reason = report?.message?.split('\n')[0] ?? 'npm printed no report'
    return missedResult(NAME, `the registry answers no audit here: ${reason}`, { mustRun: false })
  }
  const severe = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
    SEVERE.has(severity),
  )
  const hasPassed = severe.length === 0
  return {
    name: NAME,
    passed: hasPassed ? 1 : 0,
    failed: hasPassed ? 0 : 1,
    skipped: 0,
    notes: severe.map(([name, { severity, range }]) => `${NAME}: ${name} ${range} is known as ${severity}`),
  }
}

/**
 * @param {string} output
 * @returns {AuditReport | null}
 */
function parseReport(output) {
  try {
    return JSON.parse(output)
  } catch {
    return null
  }
}
