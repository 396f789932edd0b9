import { SHORTCUTS, type ShortcutId } from './shortcut-list'

/** What a key press is judged by. */
export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'code'
  | 'altKey'
  | 'ctrlKey'
  | 'metaKey'
  | 'shiftKey'
  | 'repeat'
  | 'isComposing'
  | 'defaultPrevented'
>

const IS_ASCII = /^[\x21-\x7e]$/

/** A single key counts as printed on the keyboard in use; where it prints no ASCII character, by its place. */
function isSameKey(press: KeyPress, shortcut: (typeof SHORTCUTS)[number]): boolean {
  if (IS_ASCII.test(press.key)) return press.key.toLowerCase() === shortcut.key
  return press.code === shortcut.code
}

/**
 * Finds what a key press asks for. Each shortcut is its key alone, or its place on the keyboard with Alt and Shift. Ctrl and Meta are the
 * browser's and the system's, and with Insert, Caps Lock or Ctrl+Option a screen reader keeps its own keys to itself.
 * @param hasSingleKeys Whether keys alone count: speech input types whole words into the page (WCAG 2.1.4).
 */
export function matchShortcut(press: KeyPress, hasSingleKeys: boolean): ShortcutId | null {
  if (press.repeat || press.isComposing || press.defaultPrevented || press.ctrlKey || press.metaKey)
    return null
  const found = SHORTCUTS.find((shortcut) => {
    if (press.altKey) return press.shiftKey && press.code === shortcut.code
    return hasSingleKeys && !shortcut.needsModifiers && isSameKey(press, shortcut)
  })
  return found?.id ?? null
}

/** Elements in which keys are typed or choose by their first letter, and what lies over the call and is to be answered first. */
const TAKES_KEYS =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false]), [role=menu], [role=listbox], [role=alertdialog], [aria-modal=true]'

/** Whether the element with the keyboard's place wants the keys for itself. */
export function takesKeys(element: Pick<Element, 'closest'> | null): boolean {
  return element !== null && element.closest(TAKES_KEYS) !== null
}
