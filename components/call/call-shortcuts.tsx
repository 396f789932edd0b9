'use client'

import { useSurfaces } from '@/components/panels/surfaces'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { useShortcut } from './shortcuts/shortcuts-provider'

/** What the keys of the toolbar's own buttons do. */
export function CallShortcuts() {
  const actions = useCallActions()
  const { togglePanel, openDialog } = useSurfaces()
  useShortcut('microphone', actions.toggleMicrophone)
  useShortcut('camera', actions.toggleCamera)
  useShortcut('screen', actions.toggleScreenShare)
  useShortcut('hangUp', actions.hangUp)
  useShortcut('people', () => togglePanel('people'))
  useShortcut('settings', () => openDialog('settings'))
  useShortcut('shortcuts', () => openDialog('shortcuts'))
  return null
}
