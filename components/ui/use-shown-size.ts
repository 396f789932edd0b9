'use client'

import { type RefObject, useEffect } from 'react'

/** In device pixels. */
export interface ShownSize {
  readonly width: number
  readonly height: number
}

/** Tells in which size an element is seen, as often as that changes; null in a hidden tab, scrolled away, or without any size. */
export function useShownSize(
  ref: RefObject<HTMLVideoElement | null>,
  onShownSize: ((size: ShownSize | null) => void) | undefined,
): void {
  useEffect(() => {
    const element = ref.current
    if (element === null || onShownSize === undefined) return
    // A window of its own has a page, and observers, of its own.
    const page = element.ownerDocument
    const view = page.defaultView ?? window
    let isOnScreen = true
    const tell = () => {
      // In a window of its own a picture is seen whatever becomes of the page.
      const isSeen =
        page.pictureInPictureElement === element || (isOnScreen && page.visibilityState === 'visible')
      const width = element.clientWidth * view.devicePixelRatio
      const height = element.clientHeight * view.devicePixelRatio
      onShownSize(isSeen && width > 0 && height > 0 ? { width, height } : null)
    }
    const resizes = new view.ResizeObserver(tell)
    resizes.observe(element)
    const intersections = new view.IntersectionObserver((entries) => {
      isOnScreen = entries.at(-1)?.isIntersecting ?? true
      tell()
    })
    intersections.observe(element)
    const listening = new AbortController()
    const { signal } = listening
    page.addEventListener('visibilitychange', tell, { signal })
    element.addEventListener('enterpictureinpicture', tell, { signal })
    element.addEventListener('leavepictureinpicture', tell, { signal })
    return () => {
      resizes.disconnect()
      intersections.disconnect()
      listening.abort()
    }
  }, [ref, onShownSize])
}
