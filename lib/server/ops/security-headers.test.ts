import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { applySecurityHeaders, createContentSecurityPolicy } from './security-headers'

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

function headersOf(url: string, isSecure: boolean) {
  const request = new IncomingMessage(new Socket())
  request.url = url
  const response = new ServerResponse(request)
  applySecurityHeaders(request, response, { isDevelopment: false, isSecure })
  return { request, headers: response.getHeaders() }
}

describe('content security policy', () => {
  it('lets in our own origin and scripts with the nonce, and is closed by default', () => {
    expect(Object.fromEntries(directives(createContentSecurityPolicy('abc', false)))).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'", "'nonce-abc'", "'strict-dynamic'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'", "'nonce-abc'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'media-src': ["'self'", 'blob:', 'mediastream:'],
      'connect-src': ["'self'"],
      'font-src': ["'self'"],
      'worker-src': ["'self'", 'blob:'],
      'manifest-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'report-to': ['csp'],
      'report-uri': ['/reports/csp'],
    })
  })

  it('B16 allows nothing inline and nothing evaluated in production', () => {
    const policy = createContentSecurityPolicy('abc', false)
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|ws:|wss:|http|\*/)
  })

  it('allows evaluated code and open sockets in development alone', () => {
    const policy = directives(createContentSecurityPolicy('abc', true))
    expect(policy.get('script-src')).toContain("'unsafe-eval'")
    expect(policy.get('connect-src')).toContain('ws:')
  })
})

describe('security headers', () => {
  it('are all there on a page, with a nonce made anew for each', () => {
    const { request, headers } = headersOf('/room', true)
    expect(Object.keys(headers).sort()).toEqual([
      'content-security-policy',
      'cross-origin-opener-policy',
      'permissions-policy',
      'referrer-policy',
      'reporting-endpoints',
      'strict-transport-security',
      'x-content-type-options',
      'x-frame-options',
    ])
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'reporting-endpoints': 'csp="/reports/csp"',
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(request.headers['content-security-policy']).toBe(headers['content-security-policy'])
    const other = headersOf('/room', true).headers['content-security-policy']
    expect(other).not.toBe(headers['content-security-policy'])
  })

  it('let our own pages alone use camera, microphone and screen, and nobody what a call does not need', () => {
    const policy = String(headersOf('/room', true).headers['permissions-policy']).split(', ')
    expect(policy.filter((feature) => !/=(?:\(\)|\(self\))$/.test(feature))).toEqual([])
    expect(policy).toEqual(
      expect.arrayContaining(['camera=(self)', 'microphone=(self)', 'display-capture=(self)']),
    )
    expect(policy).toEqual(expect.arrayContaining(['geolocation=()', 'usb=()', 'payment=()']))
  })

  it('promise TLS only where the browser speaks it', () => {
    expect(headersOf('/room', false).headers).not.toHaveProperty('strict-transport-security')
  })

  it('carry no policy on a script or style, which is no document', () => {
    const { headers } = headersOf('/_next/static/chunk.js', true)
    expect(headers).not.toHaveProperty('content-security-policy')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  })
})
