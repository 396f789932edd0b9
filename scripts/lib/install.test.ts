import { describe, expect, it } from 'vitest'
import { isInstalled } from './install.mjs'

const machine = { platform: 'linux', arch: 'x64' }
const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/tool-linux-x64': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/tool-darwin-arm64': { version: '2.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
  },
}
const installed = {
  packages: {
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/tool-linux-x64': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
  },
}

describe('isInstalled', () => {
  it('accepts what the lock asks for, without other platforms’ optional packages', () => {
    expect(isInstalled(lock, installed, machine)).toBe(true)
  })

  it('refuses a folder without a record of an install', () => {
    expect(isInstalled(lock, null, machine)).toBe(false)
  })

  it.each([
    ['another version', { 'node_modules/zod': { version: '3.9.9' } }],
    ['a package too few', {}],
    ['a package too many', { ...installed.packages, 'node_modules/gone': { version: '1.0.0' } }],
  ])('refuses %s', (_, packages) => {
    expect(isInstalled(lock, { packages }, machine)).toBe(false)
  })

  it('refuses a folder that was installed on another kind of machine', () => {
    expect(isInstalled(lock, installed, { platform: 'darwin', arch: 'arm64' })).toBe(false)
  })

  it.each([
    [['!win32'], 'linux', true],
    [['!linux'], 'linux', false],
  ])('reads the platforms %j on %s as npm does', (os, platform, expected) => {
    const packages = { 'node_modules/zod': { version: '4.0.0', os } }
    expect(isInstalled({ packages }, { packages }, { platform, arch: 'x64' })).toBe(expected)
  })
})
