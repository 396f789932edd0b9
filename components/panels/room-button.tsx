'use client'

import DoorOpen from 'lucide-react/icons/door-open'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useLateDialog } from '@/components/ui/use-late-dialog'
import { useCall } from '@/lib/browser/store/call-store-context'

// All that is in it needs the server, so it need not be there before.
const load = async () => (await import('./room-dialog')).RoomDialog

/** Opens what hosts may set of the room; nothing for others. */
export function RoomButton() {
  const t = useTranslator()
  const isHost = useCall((state) => state.isHost)
  const { Dialog, open, ...dialog } = useLateDialog(load)
  if (!isHost) return null
  return (
    <>
      <IconButton label={t('room.settings')} icon={<DoorOpen className="size-5" />} onClick={open} />
      {Dialog !== null && <Dialog {...dialog} />}
    </>
  )
}
