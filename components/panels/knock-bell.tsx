'use client'

import { lazy, Suspense } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'

// Nobody knocks at an open door, so the list is not in what a room page loads first.
const KnockList = lazy(async () => ({ default: (await import('./knock-list')).KnockList }))

/** Announces and lists those at the door whom the person may admit. Its live region is there before anybody comes. */
export function KnockBell() {
  const t = useTranslator()
  const knocks = useCall((state) => state.knocks)
  const newest = knocks.at(-1)
  return (
    <>
      <p role="status" data-code={newest === undefined ? undefined : 'knock'} className="sr-only">
        {newest !== undefined && t('knock.asks', { name: newest.name || t('guest.name') })}
      </p>
      {newest !== undefined && (
        <Suspense>
          <KnockList />
        </Suspense>
      )}
    </>
  )
}
