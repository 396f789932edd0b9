import { describe, expect, it } from 'vitest'
import { parseRoomQuery } from './room-query'

const NOTHING = { name: null, shouldJoin: false, isMicrophoneWanted: null, isCameraWanted: null }

describe('parseRoomQuery', () => {
  it.each([
    [{}, NOTHING],
    [{ name: ' Ann ' }, { ...NOTHING, name: 'Ann' }],
    [{ name: '  ' }, NOTHING],
    [{ name: ['Ann', 'Bob'] }, { ...NOTHING, name: 'Ann' }],
    [{ join: '1' }, { ...NOTHING, shouldJoin: true }],
    [{ join: 'true' }, NOTHING],
    [{ join: '0' }, NOTHING],
    [
      { mic: '0', camera: '0' },
      { ...NOTHING, isMicrophoneWanted: false, isCameraWanted: false },
    ],
    [
      { mic: '1', camera: 'x' },
      { ...NOTHING, isMicrophoneWanted: true },
    ],
  ])('reads %j', (query, parsed) => {
    expect(parseRoomQuery(query)).toEqual(parsed)
  })
})
