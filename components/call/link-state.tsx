'use client'

import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { LinkStatus } from '@/lib/browser/store/state'

const TEXT_KEYS: Readonly<Record<LinkStatus, MessageKey | null>> = {
  none: 'tile.connecting',
  connecting: 'tile.connecting',
  connected: null,
  interrupted: 'tile.interrupted',
  failed: 'tile.failed',
}

/** Says over a tile how the link is while it does not stand. */
export function LinkState({ status }: { status: LinkStatus }) {
  const t = useTranslator()
  const key = TEXT_KEYS[status]
  return (
    <div
      role="status"
      data-code={key === null ? undefined : `link-${status}`}
      className="absolute inset-x-0 top-3 text-center"
    >
      {key !== null && (
        <span className="rounded-full bg-tile/85 px-3 py-1.5 text-sm font-semibold text-accent">
          {t(key)}
        </span>
      )}
    </div>
  )
}
