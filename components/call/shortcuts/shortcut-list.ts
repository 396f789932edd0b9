import type { MessageKey } from '@/components/ui/i18n/message-key'

/** A key that does something in the call. */
export interface Shortcut {
  readonly id: string
  /** As printed on the key, in lower case. */
  readonly key: string
  /** KeyboardEvent.code of that key on a US keyboard: for scripts without Latin letters, and for Option on a Mac. */
  readonly code: string
  /** What it does. */
  readonly text: MessageKey
  /** A slip of the finger would do harm: never alone, always with Alt and Shift. */
  readonly needsModifiers: boolean
}

/** Every key of the call, as the list of shortcuts shows them; `useShortcut` says what each does. */
export const SHORTCUTS = [
  { id: 'microphone', key: 'm', code: 'KeyM', text: 'shortcuts.microphone', needsModifiers: false },
  { id: 'camera', key: 'v', code: 'KeyV', text: 'shortcuts.camera', needsModifiers: false },
  { id: 'screen', key: 's', code: 'KeyS', text: 'shortcuts.screen', needsModifiers: false },
  { id: 'view', key: 'l', code: 'KeyL', text: 'view.switch', needsModifiers: false },
  { id: 'fullScreen', key: 'f', code: 'KeyF', text: 'view.fullScreen', needsModifiers: false },
  { id: 'smallWindow', key: 'w', code: 'KeyW', text: 'view.smallWindow', needsModifiers: false },
  { id: 'chat', key: 'c', code: 'KeyC', text: 'chat.title', needsModifiers: false },
  { id: 'hand', key: 'h', code: 'KeyH', text: 'hand.toggle', needsModifiers: false },
  { id: 'people', key: 'p', code: 'KeyP', text: 'people.title', needsModifiers: false },
  { id: 'settings', key: ',', code: 'Comma', text: 'settings.title', needsModifiers: false },
  { id: 'shortcuts', key: '?', code: 'Slash', text: 'shortcuts.title', needsModifiers: false },
  { id: 'hangUp', key: 'q', code: 'KeyQ', text: 'call.hangUp', needsModifiers: true },
] as const satisfies readonly Shortcut[]

export type ShortcutId = (typeof SHORTCUTS)[number]['id']
