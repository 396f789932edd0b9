import { describe, expect, it } from 'vitest'
import { createMediaError, type MediaErrorName } from '@/lib/testing/fake-media-devices'
import { captureErrorCode, deviceFailureOf, screenErrorCode } from './media-errors'

describe('deviceFailureOf', () => {
  it.each<[MediaErrorName, string]>([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'busy'],
  ])('reads %s as %s', (name, failure) => {
    expect(deviceFailureOf(createMediaError(name))).toBe(failure)
  })

  it('reads an error by its name, whatever its class', () => {
    expect(deviceFailureOf({ name: 'OverconstrainedError', constraint: 'deviceId' })).toBe('missing')
  })

  it.each([undefined, null, 'NotAllowedError', 7, {}])('takes %o, which is no error, for busy', (thrown) => {
    expect(deviceFailureOf(thrown)).toBe('busy')
  })
})

describe('captureErrorCode', () => {
  it.each([
    ['microphone', 'denied', 'microphone-denied'],
    ['microphone', 'lost', 'microphone-lost'],
    ['camera', 'missing', 'camera-missing'],
    ['camera', 'busy', 'camera-busy'],
    ['camera', 'insecure-origin', 'insecure-origin'],
  ] as const)('names %s and %s as %s', (kind, failure, code) => {
    expect(captureErrorCode(kind, failure)).toBe(code)
  })
})

describe('screenErrorCode', () => {
  it.each<[MediaErrorName, string]>([
    ['NotAllowedError', 'screen-denied'],
    ['NotReadableError', 'screen-failed'],
    ['InvalidStateError', 'screen-failed'],
    ['TypeError', 'screen-failed'],
  ])('reads %s as %s', (name, code) => {
    expect(screenErrorCode(createMediaError(name))).toBe(code)
  })
})
