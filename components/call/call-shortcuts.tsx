'use client'

import { useSurfaces } from '@/components/panels/surfaces'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { usePictureInPicture } from './picture-in-picture/picture-in-picture-context'
import { useShortcut } from './shortcuts/shortcuts-provider'
import { useFullScreen } from './use-full-screen'
import { usePushToTalk } from './use-push-to-talk'
import { useSwitchView } from './use-switch-view'

/** What the keys of the toolbar's own buttons do. */
export function CallShortcuts() {
  const actions = useCallActions()
  const { togglePanel, openDialog } = useSurfaces()
  usePushToTalk()
  const { switchView } = useSwitchView()
  const fullScreen = useFullScreen()
  const smallWindow = usePictureInPicture()
  useShortcut('microphone', actions.toggleMicrophone)
  useShortcut('camera', actions.toggleCamera)
  useShortcut('screen', actions.toggleScreenShare)
  useShortcut('hangUp', actions.hangUp)
  useShortcut('view', switchView)
  useShortcut('fullScreen', fullScreen.toggle)
  useShortcut('smallWindow', smallWindow.toggle)
  useShortcut('chat', () => togglePanel('chat'))
  useShortcut('hand', actions.toggleHand)
  useShortcut('people', () => togglePanel('people'))
  useShortcut('settings', () => openDialog('settings'))
  useShortcut('shortcuts', () => openDialog('shortcuts'))
  return null
}
