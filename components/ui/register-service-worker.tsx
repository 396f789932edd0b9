'use client'

import { useEffect } from 'react'

/** Late enough that it takes nothing from a page that is still setting up a call. */
const DELAY_MS = 5_000

/** Registers what makes Earshot installable. Where the browser has none, or forbids it, nothing else changes. */
export function RegisterServiceWorker() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const timer = setTimeout(() => {
      navigator.serviceWorker
        .register('/service-worker.js', { updateViaCache: 'none' })
        .catch(() => undefined)
    }, DELAY_MS)
    return () => clearTimeout(timer)
  }, [])
  return null
}
