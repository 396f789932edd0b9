'use client'

import Share from 'lucide-react/icons/share-2'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'

/** Hands the link to the system's own share sheet (W3C Web Share), to be sent by whatever the person writes with. */
export function ShareButton({ address }: { address: string }) {
  const t = useTranslator()
  const room = useCall((state) => state.room)
  const share = () => {
    // Rejects where the person changed their mind, who then needs no telling.
    navigator.share({ title: t('plan.call', { room }), url: address }).catch(() => undefined)
  }
  return (
    <button type="button" className="button button-quiet" onClick={share}>
      <Share className="size-5" aria-hidden="true" />
      {t('invite.share')}
    </button>
  )
}
