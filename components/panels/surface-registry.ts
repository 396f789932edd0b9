import type { ComponentType } from 'react'
import type { DialogProps } from '@/components/ui/dialog-frame'
import type { MessageKey } from '@/components/ui/i18n/message-key'

/** What can stand beside the call. */
export type PanelId = 'people' | 'chat'

/** What can lie over the call. */
export type DialogId = 'connection' | 'invitation' | 'recording' | 'room' | 'settings' | 'shortcuts'

/** A panel's title, and where its content is fetched from when it is first opened. */
export interface PanelEntry {
  readonly title: MessageKey
  readonly load: () => Promise<ComponentType>
}

/** Every panel of the call, in the order of their buttons. */
export const PANELS: Readonly<Record<PanelId, PanelEntry>> = {
  chat: { title: 'chat.title', load: async () => (await import('./chat/chat-panel')).ChatPanel },
  people: { title: 'people.title', load: async () => (await import('./people-list')).PeopleList },
}

/** Every dialog of the call. With Base UI the first of them is 24 kB compressed: none may be in what a room page loads first. */
export const DIALOGS: Readonly<Record<DialogId, () => Promise<ComponentType<DialogProps>>>> = {
  connection: async () => (await import('@/components/diagnostics/connection-dialog')).ConnectionDialog,
  invitation: async () => (await import('./invitation-dialog')).InvitationDialog,
  recording: async () => (await import('./recording-dialog')).RecordingDialog,
  room: async () => (await import('./room-dialog')).RoomDialog,
  settings: async () => (await import('./settings-dialog')).SettingsDialog,
  shortcuts: async () => (await import('./shortcuts-dialog')).ShortcutsDialog,
}

/** Fetches all of it, for what is asked for during a call must be there when the server is not. */
export async function fetchSurfaces(): Promise<unknown> {
  return Promise.all([
    ...Object.values(PANELS).map(({ load }) => load()),
    ...Object.values(DIALOGS).map((load) => load()),
  ])
}
