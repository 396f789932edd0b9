'use client'

import Activity from 'lucide-react/icons/activity'
import CircleDot from 'lucide-react/icons/circle-dot'
import DoorOpen from 'lucide-react/icons/door-open'
import Grid from 'lucide-react/icons/grid-2x2'
import Hand from 'lucide-react/icons/hand'
import Keyboard from 'lucide-react/icons/keyboard'
import Maximize from 'lucide-react/icons/maximize'
import Minimize from 'lucide-react/icons/minimize'
import PictureInPicture from 'lucide-react/icons/picture-in-picture-2'
import Settings from 'lucide-react/icons/settings'
import UserPlus from 'lucide-react/icons/user-plus'
import UserRound from 'lucide-react/icons/user-round'
import Users from 'lucide-react/icons/users'
import { useSurfaces } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import {
  MenuChoice,
  MenuEntry,
  MenuFrame,
  type MenuProps,
  MenuRow,
  MenuSeparator,
} from '@/components/ui/menu-frame'
import { SHORT_SCREEN, useMediaQuery } from '@/components/ui/use-media-query'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { REACTIONS } from '@/lib/protocol/words'
import { canRecord } from './can-record'
import { usePictureInPicture } from './picture-in-picture/picture-in-picture-context'
import { REACTION_KEYS } from './reaction-keys'
import { useFullScreen } from './use-full-screen'
import { useSwitchView } from './use-switch-view'

/** What stands in the toolbar where there is room for it. */
function CompactEntries() {
  const t = useTranslator()
  const { togglePanel, openDialog } = useSurfaces()
  const isHost = useCall((state) => state.isHost)
  const isHandUp = useCall((state) => state.handRaisedAt !== null)
  const { toggleHand } = useCallActions()
  return (
    <>
      <MenuEntry label={isHandUp ? t('hand.lower') : t('hand.raise')} icon={<Hand />} onClick={toggleHand} />
      <MenuEntry label={t('people.title')} icon={<Users />} onClick={() => togglePanel('people')} />
      {isHost && (
        <MenuEntry label={t('room.settings')} icon={<DoorOpen />} onClick={() => openDialog('room')} />
      )}
      <MenuEntry label={t('settings.open')} icon={<Settings />} onClick={() => openDialog('settings')} />
      <MenuSeparator />
    </>
  )
}

/** Everybody alike, or whoever speaks large. */
function ViewEntry() {
  const t = useTranslator()
  const { view, switchView } = useSwitchView()
  const isGrid = view === 'grid'
  return (
    <MenuEntry
      label={t(isGrid ? 'view.speaker' : 'view.grid')}
      icon={isGrid ? <UserRound /> : <Grid />}
      onClick={switchView}
    />
  )
}

/** The call in another frame than this window's: the whole screen, or a small window on top. */
function WindowEntries() {
  const t = useTranslator()
  const fullScreen = useFullScreen()
  const smallWindow = usePictureInPicture()
  return (
    <>
      {fullScreen.toggle !== null && (
        <MenuEntry
          label={t(fullScreen.isOn ? 'view.endFullScreen' : 'view.fullScreen')}
          icon={fullScreen.isOn ? <Minimize /> : <Maximize />}
          onClick={fullScreen.toggle}
        />
      )}
      {smallWindow.toggle !== null && (
        <MenuEntry
          label={t(smallWindow.isOpen ? 'view.endSmallWindow' : 'view.smallWindow')}
          icon={<PictureInPicture />}
          onClick={smallWindow.toggle}
        />
      )}
    </>
  )
}

/** What is needed less often than the toolbar's buttons, each thing a `MenuEntry`. Loaded when first opened. */
export function MoreMenu({ isCompact, ...menu }: MenuProps & { isCompact: boolean }) {
  const t = useTranslator()
  const { openDialog } = useSurfaces()
  const { react } = useCallActions()
  // There the toolbar stands at the side.
  const isShort = useMediaQuery(SHORT_SCREEN)
  return (
    <MenuFrame {...menu} label={t('call.more')} side={isShort ? 'left' : 'top'}>
      <MenuRow label={t('reaction.title')}>
        {REACTIONS.map((reaction) => (
          <MenuChoice key={reaction} label={t(REACTION_KEYS[reaction])} onClick={() => react(reaction)}>
            {reaction}
          </MenuChoice>
        ))}
      </MenuRow>
      <MenuSeparator />
      {isCompact && <CompactEntries />}
      <ViewEntry />
      <WindowEntries />
      <MenuSeparator />
      <MenuEntry label={t('invite.title')} icon={<UserPlus />} onClick={() => openDialog('invitation')} />
      <MenuEntry label={t('connection.title')} icon={<Activity />} onClick={() => openDialog('connection')} />
      {canRecord() && (
        <MenuEntry
          label={t('recording.title')}
          icon={<CircleDot />}
          onClick={() => openDialog('recording')}
        />
      )}
      <MenuEntry label={t('shortcuts.title')} icon={<Keyboard />} onClick={() => openDialog('shortcuts')} />
    </MenuFrame>
  )
}
