'use client'

import DoorOpen from 'lucide-react/icons/door-open'
import Keyboard from 'lucide-react/icons/keyboard'
import Settings from 'lucide-react/icons/settings'
import UserPlus from 'lucide-react/icons/user-plus'
import Users from 'lucide-react/icons/users'
import { useSurfaces } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MenuEntry, MenuFrame, type MenuProps, MenuSeparator } from '@/components/ui/menu-frame'
import { useCall } from '@/lib/browser/store/call-store-context'

/** What stands in the toolbar where there is room for it. */
function CompactEntries() {
  const t = useTranslator()
  const { togglePanel, openDialog } = useSurfaces()
  const isHost = useCall((state) => state.isHost)
  return (
    <>
      <MenuEntry label={t('people.title')} icon={<Users />} onClick={() => togglePanel('people')} />
      {isHost && (
        <MenuEntry label={t('room.settings')} icon={<DoorOpen />} onClick={() => openDialog('room')} />
      )}
      <MenuEntry label={t('settings.open')} icon={<Settings />} onClick={() => openDialog('settings')} />
      <MenuSeparator />
    </>
  )
}

/** What is needed less often than the toolbar's buttons, each thing a `MenuEntry`. Loaded when first opened. */
export function MoreMenu({ isCompact, ...menu }: MenuProps & { isCompact: boolean }) {
  const t = useTranslator()
  const { openDialog } = useSurfaces()
  return (
    <MenuFrame {...menu} label={t('call.more')}>
      {isCompact && <CompactEntries />}
      <MenuEntry label={t('invite.title')} icon={<UserPlus />} onClick={() => openDialog('invitation')} />
      <MenuEntry label={t('shortcuts.title')} icon={<Keyboard />} onClick={() => openDialog('shortcuts')} />
    </MenuFrame>
  )
}
