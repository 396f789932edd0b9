import { describe, expect, it } from 'vitest'
import { describePairs, describePath } from './describe-path'
import type { StatsEntry } from './stats-entry'

function pathBetween(local: string, remote: string, more: StatsEntry = {}): readonly StatsEntry[] {
  return [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P2' },
    { id: 'P1', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'X', state: 'failed' },
    {
      id: 'P2',
      type: 'candidate-pair',
      localCandidateId: 'L',
      remoteCandidateId: 'R',
      state: 'succeeded',
      currentRoundTripTime: 0.025,
    },
    {
      id: 'L',
      type: 'local-candidate',
      candidateType: local,
      protocol: 'udp',
      address: '192.0.2.1',
      port: 5,
      ...more,
    },
    { id: 'R', type: 'remote-candidate', candidateType: remote, protocol: 'udp', address: '', port: 6 },
  ]
}

describe('describePath', () => {
  it.each([
    ['host', 'host', 'direct'],
    ['host', 'srflx', 'nat'],
    ['prflx', 'host', 'nat'],
    ['srflx', 'srflx', 'nat'],
    ['relay', 'host', 'relay'],
    ['srflx', 'relay', 'relay'],
    ['relay', 'relay', 'relay'],
  ])('of %s to %s is %s', (local, remote, kind) => {
    expect(describePath(pathBetween(local, remote))).toMatchObject({
      kind,
      local: { type: local, address: '192.0.2.1', port: 5 },
      remote: { type: remote, address: '' },
      roundTripMs: 25,
    })
  })

  it('tells how the relay is reached', () => {
    const path = describePath(pathBetween('relay', 'host', { relayProtocol: 'tls' }))
    expect(path?.local.relayProtocol).toBe('tls')
  })

  it('knows the pair in use from a browser without transport statistics', () => {
    const stats = pathBetween('host', 'host')
      .filter(({ type }) => type !== 'transport')
      .map((entry) => (entry.id === 'P2' ? { ...entry, selected: true } : entry))
    expect(describePath(stats)?.kind).toBe('direct')
    expect(describePairs(stats).map(({ id, isSelected }) => [id, isSelected])).toEqual([
      ['P2', true],
      ['P1', false],
    ])
  })

  it('is none before a pair is in use', () => {
    expect(describePath([{ id: 'T', type: 'transport' }])).toBeNull()
  })
})
