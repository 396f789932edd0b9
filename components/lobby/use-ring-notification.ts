'use client'

import { useEffect } from 'react'

/**
 * Shows a notification of the operating system while `title` is not null, the page is hidden and the person has
 * allowed it; takes it away when the ringing ends. Some phones have the API but refuse its constructor.
 */
export function useRingNotification(title: string | null, body: string): void {
  useEffect(() => {
    if (title === null || !document.hidden) return
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    try {
      const notification = new Notification(title, { body, tag: 'earshot-ring' })
      notification.onclick = () => {
        window.focus()
        notification.close()
      }
      return () => notification.close()
    } catch {
      return
    }
  }, [title, body])
}
