import type { Shortcut } from './shortcut-list'

/** @returns The names of the keys to press together; as a button's `aria-keyshortcuts` joined by `+`. */
export function describeKeys(
  shortcut: Pick<Shortcut, 'key' | 'needsModifiers'>,
  hasSingleKeys: boolean,
): string[] {
  const key = shortcut.key.toUpperCase()
  return hasSingleKeys && !shortcut.needsModifiers ? [key] : ['Alt', 'Shift', key === '?' ? '/' : key]
}
