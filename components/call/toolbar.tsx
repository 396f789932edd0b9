'use client'

import PhoneOff from 'lucide-react/icons/phone-off'
import ScreenShare from 'lucide-react/icons/screen-share'
import ScreenShareOff from 'lucide-react/icons/screen-share-off'
import { MediaToggles } from '@/components/panels/media-toggles'
import { PeopleButton } from '@/components/panels/people-button'
import { RoomButton } from '@/components/panels/room-button'
import { SettingsButton } from '@/components/panels/settings-button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** Phones cannot share their screen from a page; a button that never works would only take room. */
function canShareScreen(): boolean {
  return navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices
}

/** What one does in a call, within a thumb's reach. */
export function Toolbar() {
  const t = useTranslator()
  const actions = useCallActions()
  const isSharing = useCall(({ media }) => media.screenStream !== null)
  return (
    <div
      role="toolbar"
      aria-label={t('call.toolbar')}
      className="flex flex-none flex-wrap items-center justify-center gap-1.5 sm:gap-3 max-sm:[&_.button-round]:size-11 short:grid short:grid-cols-2"
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
      <PeopleButton />
      <RoomButton />
      <SettingsButton />
      <IconButton
        label={t('call.hangUp')}
        icon={<PhoneOff className="size-5" />}
        kind="danger"
        onClick={actions.hangUp}
      />
    </div>
  )
}
