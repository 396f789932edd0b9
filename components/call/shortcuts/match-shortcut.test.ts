import { describe, expect, it } from 'vitest'
import { describeKeys } from './describe-keys'
import { type KeyPress, matchShortcut, takesKeys } from './match-shortcut'
import { SHORTCUTS, type ShortcutId } from './shortcut-list'

const PRESS: KeyPress = {
  key: '',
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
}
const M = { key: 'm', code: 'KeyM' }

describe('matchShortcut', () => {
  const cases: readonly [string, Partial<KeyPress>, boolean, ShortcutId | null][] = [
    ['a key alone', M, true, 'microphone'],
    ['with caps lock', { ...M, key: 'M' }, true, 'microphone'],
    ['a key alone where those are off', M, false, null],
    [
      'with Alt and Shift where keys alone are off',
      { ...M, altKey: true, shiftKey: true },
      false,
      'microphone',
    ],
    [
      'with Option and Shift on a Mac',
      { key: 'Â', code: 'KeyM', altKey: true, shiftKey: true },
      true,
      'microphone',
    ],
    ['with Alt alone, which opens menus', { ...M, altKey: true }, true, null],
    ['with Ctrl, which is the browser’s', { ...M, ctrlKey: true }, true, null],
    ['with Ctrl and Option, which are VoiceOver’s', { ...M, ctrlKey: true, altKey: true }, true, null],
    ['with the Windows key', { ...M, metaKey: true }, true, null],
    ['held down', { ...M, repeat: true }, true, null],
    ['while characters are composed', { ...M, isComposing: true }, true, null],
    ['that something else has taken', { ...M, defaultPrevented: true }, true, null],
    ['as printed on a Dvorak keyboard', { key: 'm', code: 'KeyM' }, true, 'microphone'],
    ['another sign at that place', { key: '~', code: 'KeyM' }, true, null],
    ['by its place on a Russian keyboard', { key: 'ь', code: 'KeyM' }, true, 'microphone'],
    ['a question mark, wherever it is', { key: '?', code: 'Minus', shiftKey: true }, true, 'shortcuts'],
    ['one that does harm, alone', { key: 'q', code: 'KeyQ' }, true, null],
    [
      'one that does harm, with Alt and Shift',
      { key: 'Q', code: 'KeyQ', altKey: true, shiftKey: true },
      true,
      'hangUp',
    ],
    ['an unknown key', { key: 'F13', code: 'F13' }, true, null],
  ]
  it.each(cases)('%s', (_, press, hasSingleKeys, expected) => {
    expect(matchShortcut({ ...PRESS, ...press }, hasSingleKeys)).toBe(expected)
  })
})

describe('the list of shortcuts', () => {
  it('gives no key and no place twice', () => {
    expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length)
    expect(new Set(SHORTCUTS.map(({ code }) => code)).size).toBe(SHORTCUTS.length)
  })

  it('says what to press', () => {
    expect(describeKeys({ key: 'm', needsModifiers: false }, true)).toEqual(['M'])
    expect(describeKeys({ key: 'm', needsModifiers: false }, false)).toEqual(['Alt', 'Shift', 'M'])
    expect(describeKeys({ key: 'q', needsModifiers: true }, true)).toEqual(['Alt', 'Shift', 'Q'])
    expect(describeKeys({ key: '?', needsModifiers: false }, false)).toEqual(['Alt', 'Shift', '/'])
  })
})

describe('takesKeys', () => {
  it('asks for the element or one around it', () => {
    expect(takesKeys(null)).toBe(false)
    expect(takesKeys({ closest: () => null })).toBe(false)
  })
})
