'use client'

import { useEffect, useState } from 'react'
import { formatDuration } from './format-duration'

/** The time since a moment (milliseconds since the epoch), to the second. */
export function Stopwatch({ since, label }: { since: number; label: string }) {
  const [now, setNow] = useState(() => Date.now())

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])

  return (
    <span role="timer" aria-label={label} className="tabular-nums">
      {formatDuration(now - since)}
    </span>
  )
}
