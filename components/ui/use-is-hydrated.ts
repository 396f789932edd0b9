'use client'

import { useSyncExternalStore } from 'react'

const subscribeToNothing = () => () => {}

/** False on the server and until the page's scripts run: a control that needs them is disabled until then. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  )
}
