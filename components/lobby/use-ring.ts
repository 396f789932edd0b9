'use client'

import { useEffect } from 'react'

/** Rings softly while `isRinging`. The bell is fetched when it is first needed; without it the page still shows who calls. */
export function useRing(isRinging: boolean): void {
  useEffect(() => {
    if (!isRinging) return
    let stop: (() => void) | null = null
    let isOver = false
    import('./start-ring').then(
      ({ startRing }) => {
        if (!isOver) stop = startRing()
      },
      () => undefined,
    )
    return () => {
      isOver = true
      stop?.()
    }
  }, [isRinging])
}
