import { describe, expect, it } from 'vitest'
import { chooseSpeaker } from './choose-speaker'

const SPEAKERS = [
  { id: 'default', label: 'Default' },
  { id: 'headset', label: 'Headset' },
]

describe('chooseSpeaker', () => {
  it.each([
    ['what was chosen', 'headset', SPEAKERS, 'headset'],
    ['the default where nothing was', null, SPEAKERS, ''],
    ['the default while what was chosen is unplugged', 'monitor', SPEAKERS, ''],
    ['the default where the browser tells of none', 'headset', [], ''],
  ])('is %s', (_, speakerId, speakers, expected) => {
    expect(chooseSpeaker(speakerId, speakers)).toBe(expected)
  })
})
