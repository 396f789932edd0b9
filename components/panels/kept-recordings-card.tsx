'use client'

import { useEffect } from 'react'
import { useLoaded } from '@/components/ui/use-loaded'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

const load = async () => (await import('./kept-recordings')).KeptRecordings
/** Where the server is gone they are offered the next time. */
const doWithout = () => undefined

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
  const KeptRecordings = useLoaded(hasKept ? load : null, doWithout)
  if (KeptRecordings === null) return null
  return (
    <div className="card w-full p-5">
      <KeptRecordings />
    </div>
  )
}
