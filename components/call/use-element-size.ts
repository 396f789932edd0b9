'use client'

import { type RefObject, useLayoutEffect, useState } from 'react'

export interface ElementSize {
  readonly width: number
  readonly height: number
}

/** Follows the size of an element's content box, in CSS pixels; null before it is known. */
export function useElementSize(ref: RefObject<HTMLElement | null>): ElementSize | null {
  const [size, setSize] = useState<ElementSize | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const note = ({ width, height }: ElementSize) =>
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }))
    // The observer tells only after a first frame without any size.
    note({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) note(entry.contentRect)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
