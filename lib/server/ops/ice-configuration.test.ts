import { describe, expect, it } from 'vitest'
import { IceConfiguration } from '@/lib/protocol/room'
import { createIceConfiguration } from './ice-configuration'

const NOW = 1_700_000_000_123
const PARTICIPANT = 'AAAAAAAAAAAAAAAAAAAAAA'

describe('ICE configuration', () => {
  it('names no server where none is set, and ends never', () => {
    expect(createIceConfiguration({ stunUrls: [], turn: null, icePolicy: 'all' }, PARTICIPANT, NOW)).toEqual({
      iceServers: [],
      iceTransportPolicy: 'all',
      expiresAt: null,
    })
  })

  it('makes TURN credentials that end by themselves', () => {
    const configuration = createIceConfiguration(
      {
        stunUrls: ['stun:stun.example'],
        turn: { urls: ['turn:turn.example'], secret: 'north', ttlSeconds: 3600 },
        icePolicy: 'relay',
      },
      PARTICIPANT,
      NOW,
    )
    // printf '1700003600:AAAAAAAAAAAAAAAAAAAAAA' | openssl dgst -sha1 -hmac north -binary | base64
    expect(configuration).toEqual({
      iceServers: [
        { urls: ['stun:stun.example'] },
        {
          urls: ['turn:turn.example'],
          username: '1700003600:AAAAAAAAAAAAAAAAAAAAAA',
          credential: 'X+iiWZu9Yb5qpU7rNBN5xqZrh8c=',
        },
      ],
      iceTransportPolicy: 'relay',
      expiresAt: 1_700_003_600_000,
    })
    expect(IceConfiguration.safeParse(configuration).success).toBe(true)
  })
})
