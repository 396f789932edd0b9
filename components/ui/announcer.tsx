'use client'

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { enqueueAnnouncement, NOTHING_TO_ANNOUNCE, takeAnnouncement } from './announcement-queue'

/** Long enough that a screen reader takes up one text before the next replaces it. */
const PACE_MS = 1_000

const AnnounceContext = createContext<(text: string) => void>(() => undefined)

/** Reads texts out to those who do not see the screen: politely, one a second, the same not twice, and never a flood. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [queue, setQueue] = useState(NOTHING_TO_ANNOUNCE)
  const announce = useCallback((text: string) => {
    setQueue((before) => enqueueAnnouncement(before, text, performance.now()))
  }, [])

  useEffect(() => {
    if (queue.waiting.length === 0) return
    const lastAtMs = queue.last?.atMs ?? Number.NEGATIVE_INFINITY
    const delayMs = Math.max(0, lastAtMs + PACE_MS - performance.now())
    const timer = setTimeout(() => setQueue((before) => takeAnnouncement(before, performance.now())), delayMs)
    return () => clearTimeout(timer)
  }, [queue])

  return (
    <AnnounceContext value={announce}>
      {children}
      <p aria-live="polite" data-testid="announcer" className="sr-only">
        {queue.last?.text}
      </p>
    </AnnounceContext>
  )
}

/** @returns Has a text read out by screen readers. For what the screen shows, or what the person did, without a message of its own. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnounceContext)
}
