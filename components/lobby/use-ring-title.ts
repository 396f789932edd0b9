'use client'

import { useEffect } from 'react'

/** Shows `title` as the tab's title while it is not null, and puts the former one back. */
export function useRingTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return
    const former = document.title
    document.title = title
    return () => {
      document.title = former
    }
  }, [title])
}
