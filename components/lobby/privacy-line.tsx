'use client'

import Lock from 'lucide-react/icons/lock'
import LockOpen from 'lucide-react/icons/lock-open'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'

/** Says in one line what the server can read of this room. Empty until that is known. */
export function PrivacyLine() {
  const t = useTranslator()
  const privacy = useCall((state) => state.privacy)
  if (privacy === 'unknown') return null
  const Icon = privacy === 'sealed' ? Lock : LockOpen
  return (
    <p data-code={`privacy-${privacy}`} className="flex w-full items-start gap-2 text-sm text-ink-soft">
      <Icon className="mt-0.5 size-4 flex-none" aria-hidden="true" />
      {privacy === 'sealed' ? t('privacy.sealed') : t('privacy.bare')}
    </p>
  )
}
