import { describe, expect, it } from 'vitest'
import { fingerprintsOf } from './fingerprints'

const line = (digits: string) => `a=fingerprint:sha-256 ${digits}`
const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111'
const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96'
const write = (...lines: readonly string[]) => ['v=0', ...lines, ''].join('\r\n')
const known = fingerprintsOf(write(audio, line('AA:BB'), video, line('AA:BB')))

describe("a description's fingerprints", () => {
  it.each([
    ['once in the session', write(line('AA:BB'), audio, video)],
    ['in one m-section more', write(audio, line('AA:BB'), video, line('AA:BB'), video, line('AA:BB'))],
    ['in another case', write(audio, line('aa:bb').toLowerCase(), video)],
    ['behind lone line feeds', write(audio, line('AA:BB')).replaceAll('\r\n', '\n')],
  ])('are the same %s', (_, sdp) => {
    expect(fingerprintsOf(sdp)).toBe(known)
  })

  it.each([
    ['where another stands in one m-section', write(audio, line('AA:BB'), video, line('AA:BC'))],
    ['where another stands in all', write(audio, line('AA:BC'), video, line('AA:BC'))],
    ['where another stands behind a lone CR', write(audio, line('AA:BB'), `a=x\r${line('AA:BC')}`)],
    ['where there is none', write(audio, video)],
  ])('are others %s', (_, sdp) => {
    expect(fingerprintsOf(sdp)).not.toBe(known)
  })
})
