'use client'

import DoorOpen from 'lucide-react/icons/door-open'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { LateDialogButton } from '@/components/ui/late-dialog-button'
import { useCall } from '@/lib/browser/store/call-store-context'

// All that is in it needs the server, so it need not be there before.
const load = async () => (await import('./room-dialog')).RoomDialog

/** Opens what hosts may set of the room; nothing for others. */
export function RoomButton() {
  const t = useTranslator()
  const isHost = useCall((state) => state.isHost)
  if (!isHost) return null
  return <LateDialogButton label={t('room.settings')} icon={<DoorOpen className="size-5" />} load={load} />
}
