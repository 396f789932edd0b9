'use client'

import { useLoaded } from '@/components/ui/use-loaded'
import type { MediaProblemProps } from './media-problem-panel'

/** Most people never see it, so it is not in what a room page loads first. */
const load = async () => (await import('./media-problem-panel')).MediaProblemPanel
/** The page says without it, too, which device is off. */
const doWithout = () => undefined

/** What is wrong with a device, and how to mend it. */
export function MediaProblem(props: MediaProblemProps) {
  const MediaProblemPanel = useLoaded(load, doWithout)
  return MediaProblemPanel !== null && <MediaProblemPanel {...props} />
}
