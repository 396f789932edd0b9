'use client'

import { useCallback, useSyncExternalStore } from 'react'

const matchesNothing = () => false

/** Follows a CSS media query; false while the server renders. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches, matchesNothing)
}
