'use client'

import { lazy, Suspense } from 'react'
import type { MediaProblemProps } from './media-problem-panel'

// Most people never see it, so it is not in what a room page loads first.
const MediaProblemPanel = lazy(async () => ({
  default: (await import('./media-problem-panel')).MediaProblemPanel,
}))

/** What is wrong with a device, and how to mend it. */
export function MediaProblem(props: MediaProblemProps) {
  return (
    <Suspense>
      <MediaProblemPanel {...props} />
    </Suspense>
  )
}
