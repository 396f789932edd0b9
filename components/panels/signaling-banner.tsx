'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'

/** Says quietly that the server is out of reach, and that a call does not mind. Always there, so that screen readers hear it change. */
export function SignalingBanner() {
  const t = useTranslator()
  const isOffline = useCall((state) => state.signaling === 'offline')
  const isInCall = useCall((state) => state.phase === 'call')
  return (
    <div role="status" data-code={isOffline ? 'signaling-offline' : undefined}>
      {isOffline && (
        <p className="rounded-xl border border-line bg-surface px-4 py-2 text-center text-sm">
          {isInCall ? t('banner.call') : t('banner.lobby')}
        </p>
      )}
    </div>
  )
}
