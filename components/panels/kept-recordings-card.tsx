'use client'

import { lazy, Suspense, useEffect } from 'react'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

const KeptRecordings = lazy(async () => ({ default: (await import('./kept-recordings')).KeptRecordings }))

/** Late enough that it takes nothing from a page that is still setting up a call. */
const LOOK_AFTER_MS = 2_000

/** Offers what earlier recordings left in this browser, one that a crash broke off too. Outside the call; nothing where there is none. */
export function KeptRecordingsCard() {
  const { findRecordings } = useCallActions()
  const hasKept = useCall((state) => state.keptRecordings.length > 0)
  useEffect(() => {
    const timer = setTimeout(findRecordings, LOOK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [findRecordings])
  if (!hasKept) return null
  return (
    <div className="card w-full p-5">
      <Suspense>
        <KeptRecordings />
      </Suspense>
    </div>
  )
}
