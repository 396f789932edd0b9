import { describe, expect, it } from 'vitest'
import { createContentSecurityPolicy } from './security-headers'

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

describe('content security policy', () => {
  it('lets in our own origin and scripts with the nonce, and is closed by default', () => {
    const policy = directives(createContentSecurityPolicy('abc', false))
    expect(policy.get('default-src')).toEqual(["'none'"])
    expect(policy.get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"])
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-abc'"])
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('frame-ancestors')).toEqual(["'none'"])
    expect(policy.get('base-uri')).toEqual(["'none'"])
  })

  it('allows evaluated code and open sockets in development alone', () => {
    expect(createContentSecurityPolicy('abc', false)).not.toMatch(/unsafe|ws:/)
    const policy = directives(createContentSecurityPolicy('abc', true))
    expect(policy.get('script-src')).toContain("'unsafe-eval'")
    expect(policy.get('connect-src')).toContain('ws:')
  })
})
