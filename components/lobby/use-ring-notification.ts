'use client'

import { useEffect } from 'react'

/** Shows a notification while `title` is not null and the page is hidden; takes it away when the ringing ends. */
export function useRingNotification(title: string | null, body: string): void {
  useEffect(() => {
    if (title === null || !document.hidden) return
    let hide: (() => void) | null = null
    let isOver = false
    import('./show-ring-notification').then(
      ({ showRingNotification }) => {
        if (!isOver) hide = showRingNotification(title, body)
      },
      () => undefined,
    )
    return () => {
      isOver = true
      hide?.()
    }
  }, [title, body])
}
