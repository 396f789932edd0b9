import { describe, expect, it } from 'vitest'
import { readRoomAddress } from './room-address'

const KEY = 'k=AAECAwQFBgcICQoLDA0ODw'

describe('readRoomAddress', () => {
  it.each([
    ['our-kitchen', '/our-kitchen'],
    [' Our-Kitchen ', '/our-kitchen'],
    ['Küche-7', '/k%C3%BCche-7'],
    [`our-kitchen#${KEY}`, `/our-kitchen#${KEY}`],
    [`https://call.example:8443/our-kitchen#${KEY}`, `/our-kitchen#${KEY}`],
    [`http://call.example:8443/our-kitchen?name=Ann&join=1#${KEY}`, `/our-kitchen#${KEY}`],
    [`call.example:8443/our-kitchen#${KEY}`, `/our-kitchen#${KEY}`],
    ['https://call.example:8443/K%C3%BCche-7', '/k%C3%BCche-7'],
    ['https://call.example:8443/our-kitchen#', '/our-kitchen'],
  ])('goes by %j to %j', (text, path) => {
    expect(readRoomAddress(text, 'call.example:8443')).toEqual({ kind: 'room', path })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['our kitchen', 'invalid'],
    [`#${KEY}`, 'invalid'],
    ['https://call.example:8443/', 'invalid'],
    ['https://call.example:8443/a/b', 'invalid'],
    ['https://call.example:8443/%ZZ', 'invalid'],
    ['https://', 'invalid'],
    [`https://evil.example/our-kitchen#${KEY}`, 'elsewhere'],
    [`https://call.example:8443@evil.example/our-kitchen#${KEY}`, 'elsewhere'],
    ['javascript:alert(1)', 'invalid'],
    ['javascript://call.example:8443/%0aalert(1)', 'invalid'],
  ])('takes %j as %s', (text, kind) => {
    expect(readRoomAddress(text, 'call.example:8443')).toEqual({ kind })
  })
})
