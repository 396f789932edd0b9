'use client'

import { useEffect } from 'react'
import { keepScreenAwake } from './keep-screen-awake'

/** While this is shown the screen stays on, and who would close the page with others in the call is asked first. */
export function useCallComforts(hasOthers: boolean): void {
  useEffect(() => {
    const controller = new AbortController()
    const wakeLock = 'wakeLock' in navigator ? navigator.wakeLock : undefined
    keepScreenAwake({ wakeLock, page: document }, controller.signal)
    return () => controller.abort()
  }, [])

  useEffect(() => {
    if (!hasOthers) return
    const handleBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', handleBeforeUnload)
    return () => removeEventListener('beforeunload', handleBeforeUnload)
  }, [hasOthers])
}
