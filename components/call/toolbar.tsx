'use client'

import DoorOpen from 'lucide-react/icons/door-open'
import PhoneOff from 'lucide-react/icons/phone-off'
import ScreenShare from 'lucide-react/icons/screen-share'
import ScreenShareOff from 'lucide-react/icons/screen-share-off'
import Settings from 'lucide-react/icons/settings'
import Users from 'lucide-react/icons/users'
import { MediaToggles } from '@/components/panels/media-toggles'
import { DialogButton, PanelButton } from '@/components/panels/surface-buttons'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { SHORT_SCREEN, useMediaQuery } from '@/components/ui/use-media-query'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { MoreButton } from './more-button'
import { ChatButton, HandButton } from './words-buttons'

/** Where the toolbar has no room for all: a phone, upright or on its side. */
const COMPACT = `(max-width: 39.99rem), (${SHORT_SCREEN})`

/** Phones cannot share their screen from a page; a button that never works would only take room. */
function canShareScreen(): boolean {
  return navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices
}

/** The buttons that a compact toolbar leaves to the menu. */
function RoomyButtons() {
  const t = useTranslator()
  const isHost = useCall((state) => state.isHost)
  return (
    <>
      <HandButton />
      <PanelButton id="people" icon={<Users className="size-5" />} />
      {isHost && <DialogButton id="room" label={t('room.settings')} icon={<DoorOpen className="size-5" />} />}
      <DialogButton id="settings" label={t('settings.open')} icon={<Settings className="size-5" />} />
    </>
  )
}

/** What one does in a call, within a thumb's reach. */
export function Toolbar() {
  const t = useTranslator()
  const actions = useCallActions()
  const isSharing = useCall(({ media }) => media.screenStream !== null)
  const isCompact = useMediaQuery(COMPACT)
  return (
    <div
      role="toolbar"
      aria-label={t('call.toolbar')}
      className="toolbar mx-auto flex flex-none flex-wrap items-center justify-center gap-0.5 sm:gap-2 short:flex-col short:flex-nowrap"
    >
      <MediaToggles />
      {canShareScreen() && (
        <IconButton
          label={isSharing ? t('media.stopSharing') : t('media.share')}
          icon={isSharing ? <ScreenShareOff className="size-5" /> : <ScreenShare className="size-5" />}
          kind={isSharing ? 'active' : 'quiet'}
          onClick={actions.toggleScreenShare}
        />
      )}
      <ChatButton />
      {!isCompact && <RoomyButtons />}
      <MoreButton isCompact={isCompact} />
      <IconButton
        label={t('call.hangUp')}
        icon={<PhoneOff className="size-5" />}
        kind="danger"
        onClick={actions.hangUp}
      />
    </div>
  )
}
