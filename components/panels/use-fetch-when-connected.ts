'use client'

import { useEffect } from 'react'
import { useCall } from '@/lib/browser/store/call-store-context'

/** Fetches what may be asked for later once somebody is connected, since the server may be gone by then. */
export function useFetchWhenConnected(load: () => Promise<unknown>): void {
  const isConnected = useCall((state) => state.participants.some(({ link }) => link === 'connected'))
  useEffect(() => {
    if (isConnected) load().catch(() => undefined)
  }, [isConnected, load])
}
