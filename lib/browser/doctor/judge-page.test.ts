import { describe, expect, it } from 'vitest'
import { FINDINGS, type Finding, type FindingCode, summarize } from './finding'
import {
  judgeBandwidth,
  judgeBrowser,
  judgeDevices,
  judgePermissions,
  judgeRelay,
  judgeServer,
} from './judge-page'
import { splitServers } from './look-at-server'

const ABLE = { isSecure: true, hasPeerConnection: true, hasCapture: true }
const RELAY = { isConnected: true, hasPicture: true, roundTripMs: 5, kbps: 900, errorCode: null }
const NO_RELAY = { ...RELAY, isConnected: false, hasPicture: false }

describe('each fact has one verdict', () => {
  it.each<[FindingCode, FindingCode]>([
    [judgeBrowser(ABLE), 'browser-able'],
    [judgeBrowser({ ...ABLE, hasPeerConnection: false }), 'browser-too-old'],
    [judgeBrowser({ ...ABLE, isSecure: false, hasCapture: false }), 'page-not-secure'],
    [judgeDevices({ microphones: 2, cameras: 1 }), 'devices-there'],
    [judgeDevices({ microphones: 1, cameras: 0 }), 'camera-missing'],
    [judgeDevices({ microphones: 0, cameras: 1 }), 'microphone-missing'],
    [judgeDevices({ microphones: 0, cameras: 0 }), 'devices-missing'],
    [judgePermissions(['granted', 'granted']), 'permission-granted'],
    [judgePermissions(['granted', 'prompt']), 'permission-asked'],
    [judgePermissions(['prompt', 'denied']), 'permission-denied'],
    [judgeServer({ roundTripMs: 3, isWebSocket: true }), 'server-reached'],
    [judgeServer({ roundTripMs: 3, isWebSocket: false }), 'server-by-polling'],
    [judgeServer({ roundTripMs: null, isWebSocket: false }), 'server-unreachable'],
    [judgeRelay(RELAY), 'relay-carries'],
    [judgeRelay({ ...RELAY, hasPicture: false }), 'relay-silent'],
    [judgeRelay({ ...NO_RELAY, errorCode: 401 }), 'relay-refused'],
    [judgeRelay({ ...NO_RELAY, errorCode: 701 }), 'relay-unreachable'],
    [judgeRelay(NO_RELAY), 'relay-unreachable'],
    [judgeBandwidth(null), 'bandwidth-unmeasured'],
    [judgeBandwidth(799), 'bandwidth-low'],
    [judgeBandwidth(800), 'bandwidth-good'],
  ])('%s', (code, expected) => {
    expect(code).toBe(expected)
  })
})

describe('summarize', () => {
  const found = (...codes: FindingCode[]): Finding[] =>
    codes.map((code) => ({
      check: code.startsWith('relay') ? 'relay' : 'browser',
      code,
      subject: '',
      value: null,
    }))

  it.each<[FindingCode[], string]>([
    [['browser-able', 'stun-none', 'relay-none'], 'ready'],
    [['browser-able', 'microphone-missing'], 'limited'],
    [['relay-unreachable', 'relay-carries'], 'ready'],
    [['relay-unreachable', 'relay-refused'], 'limited'],
    [['server-unreachable', 'microphone-missing'], 'blocked'],
  ])('of %j is %s', (codes, expected) => {
    expect(summarize(found(...codes))).toBe(expected)
  })

  it('knows how much each verdict matters', () => {
    expect(new Set(Object.values(FINDINGS))).toEqual(new Set(['ok', 'note', 'warning', 'failed']))
  })
})

it('looks at each way by itself', () => {
  const servers = [{ urls: ['stun:a'] }, { urls: ['turn:b', 'turns:b'], username: 'u', credential: 'c' }]
  expect(splitServers(servers, /^turns?:/)).toEqual([
    { urls: ['turn:b'], username: 'u', credential: 'c' },
    { urls: ['turns:b'], username: 'u', credential: 'c' },
  ])
})
