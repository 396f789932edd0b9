'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** As `short` in globals.css: a phone on its side, or a window zoomed to 200 %. */
export const SHORT_SCREEN = '(max-height: 30rem) and (min-aspect-ratio: 1 / 1)'

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
