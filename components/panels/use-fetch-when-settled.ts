'use client'

import { useEffect } from 'react'
import { useCall } from '@/lib/browser/store/call-store-context'

/** Fetches what may be asked for later once the call has settled: the first picture does not wait for it, and the server may be gone later. */
export function useFetchWhenSettled(load: () => Promise<unknown>): void {
  const hasSettled = useCall((state) => state.hasSettled)
  useEffect(() => {
    if (hasSettled) load().catch(() => undefined)
  }, [hasSettled, load])
}
