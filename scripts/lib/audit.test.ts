import { describe, expect, it } from 'vitest'
import { auditResult } from './audit.mjs'

const METADATA = { dependencies: { prod: 108 } }

function report(severities: Record<string, string>): string {
  const entries = Object.entries(severities).map(([name, severity]) => [name, { severity, range: '<2.0.0' }])
  return JSON.stringify({ metadata: METADATA, vulnerabilities: Object.fromEntries(entries) })
}

describe('auditResult', () => {
  it('passes where nothing severe is known', () => {
    expect(auditResult(report({}))).toMatchObject({ passed: 1, failed: 0, skipped: 0, notes: [] })
    expect(auditResult(report({ pino: 'moderate', next: 'low' }))).toMatchObject({ passed: 1, failed: 0 })
  })

  it.each(['high', 'critical'])('fails where a package is known as %s, and names it', (severity) => {
    const result = auditResult(report({ next: severity, pino: 'low' }))
    expect(result).toMatchObject({ passed: 0, failed: 1 })
    expect(result.notes).toEqual([`audit of dependencies: next <2.0.0 is known as ${severity}`])
  })

  it.each([
    [
      'refuses',
      '{"message":"405 Method Not Allowed - POST https://registry.example/\\nmore","statusCode":405}',
    ],
    ['is out of reach', '{"message":"network request failed","error":{"code":"ENOTFOUND"}}'],
    ['says nothing', ''],
    ['says something else', '<html>'],
  ])(
    'says in one line that it could not be asked where the registry %s, and fails nothing',
    (_name, output) => {
      const result = auditResult(output)
      expect(result).toMatchObject({ passed: 0, failed: 0, skipped: 1 })
      expect(result.notes).toHaveLength(1)
      expect(result.notes[0]).toMatch(
        /^audit of dependencies: skipped: the registry answers no audit here: [^\n]+$/,
      )
    },
  )
})
