import { describe, expect, it } from 'vitest'
import { canInstallDebianPackages, missingPackages } from './debian-packages.mjs'

describe('missingPackages', () => {
  it('counts a removed package whose settings stayed as missing', () => {
    const dpkg = 'coturn installed\nredis-server config-files\n'
    expect(missingPackages(['coturn', 'redis-server', 'nftables'], dpkg)).toEqual([
      'redis-server',
      'nftables',
    ])
  })
})

describe('canInstallDebianPackages', () => {
  it.each([
    [{ hasApt: true, userId: 0 }, true],
    [{ hasApt: true, userId: 1000 }, false],
    [{ hasApt: false, userId: 0 }, false],
    [{ hasApt: false, userId: undefined }, false],
  ])('for %j is %s', (machine, expected) => {
    expect(canInstallDebianPackages(machine)).toBe(expected)
  })
})
