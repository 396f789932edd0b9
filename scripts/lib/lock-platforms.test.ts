import { describe, expect, it } from 'vitest'
import { completePlatforms, platformOf } from './lock-platforms.mjs'

describe('completePlatforms', () => {
  it('adds what a parent asks for and the lock lacks, for its platform alone', () => {
    const parent = { version: '2.0.0', dev: true, optionalDependencies: { 'tool-darwin-arm64': '2.0.0' } }
    expect(completePlatforms({ 'node_modules/tool': parent })).toEqual({
      'node_modules/tool': parent,
      'node_modules/tool-darwin-arm64': {
        version: '2.0.0',
        os: ['darwin'],
        cpu: ['arm64'],
        dev: true,
        optional: true,
      },
    })
  })

  it('leaves a lock alone in which every name resolves, nested ones too', () => {
    const packages = {
      'node_modules/a': { optionalDependencies: { shared: '1.0.0' } },
      'node_modules/a/node_modules/b': { optionalDependencies: { shared: '1.0.0' } },
      'node_modules/shared': { version: '1.0.0' },
    }
    expect(completePlatforms(packages)).toEqual(packages)
  })

  it('invents no version where the parent gives a range', () => {
    const packages = { 'node_modules/a': { optionalDependencies: { watcher: '~2.3.2' } } }
    expect(completePlatforms(packages)).toEqual(packages)
  })
})

describe('platformOf', () => {
  it.each([
    ['@next/swc-win32-arm64-msvc', { os: ['win32'], cpu: ['arm64'] }],
    ['@biomejs/cli-linux-x64-musl', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
    ['@scope/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@scope/binding-linux-arm-musleabihf', { os: ['linux'], cpu: ['arm'], libc: ['musl'] }],
    ['@tailwindcss/oxide-wasm32-wasi', { cpu: ['wasm32'] }],
  ])('reads %s', (name, platform) => {
    expect(platformOf(name)).toEqual(platform)
  })
})
