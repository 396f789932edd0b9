import { type RefObject, useCallback, useEffect, useState } from 'react'
import { tryToPlay } from '@/components/ui/keep-playing'
import { useCall } from '@/lib/browser/store/call-store-context'

interface BlockedPlayback {
  readonly isBlocked: boolean
  /** For the elements: the browser refused one of them. */
  readonly onBlocked: () => void
  /** Tries again; needs a touch of the person, or a page that captures. */
  readonly play: () => void
}

/**
 * Whether the browser holds back what plays on the stage. It is tried again with whatever lifts that: the person touches the page,
 * or the page has begun to capture, which on a busy machine can be after the others' voices have come.
 */
export function useBlockedPlayback(stage: RefObject<HTMLElement | null>): BlockedPlayback {
  const isCapturing = useCall(({ media }) => media.microphone.isOn || media.camera.isOn)
  const [isBlocked, setBlocked] = useState(false)
  const onBlocked = useCallback(() => setBlocked(true), [])
  const play = useCallback(() => {
    setBlocked(false)
    for (const video of stage.current?.querySelectorAll('video') ?? []) {
      if (video.paused) tryToPlay(video, onBlocked)
    }
  }, [stage, onBlocked])

  useEffect(() => {
    if (isCapturing) play()
  }, [isCapturing, play])

  useEffect(() => {
    if (!isBlocked) return
    const touches = ['click', 'keydown'] as const
    for (const touch of touches) document.addEventListener(touch, play)
    return () => {
      for (const touch of touches) document.removeEventListener(touch, play)
    }
  }, [isBlocked, play])

  return { isBlocked, onBlocked, play }
}
