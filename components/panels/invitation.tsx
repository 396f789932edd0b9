'use client'

import QrCode from 'lucide-react/icons/qr-code'
import { CopyLinkButton } from '@/components/ui/copy-link-button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { LateDialogButton } from '@/components/ui/late-dialog-button'
import { useFetchWhenSettled } from './use-fetch-when-settled'

const load = async () => (await import('./invitation-dialog')).InvitationDialog

/** How others get into the room: its link copied at once, or shown with its QR code. */
export function Invitation({ kind }: { kind?: 'primary' | 'quiet' | undefined }) {
  const t = useTranslator()
  useFetchWhenSettled(load)
  return (
    <div className="flex flex-wrap items-center justify-center gap-2">
      <CopyLinkButton kind={kind} />
      <LateDialogButton label={t('invite.open')} icon={<QrCode className="size-5" />} load={load} />
    </div>
  )
}
