'use client'

import { createContext, useContext } from 'react'

/** The call in a small window that stays on top of all others. */
export interface PictureInPicture {
  readonly isOpen: boolean
  /** null where the browser has no such window. */
  readonly toggle: (() => void) | null
}

export const PictureInPictureContext = createContext<PictureInPicture>({ isOpen: false, toggle: null })

/** @returns Whether the small window is open, and the way to open and close it. */
export function usePictureInPicture(): PictureInPicture {
  return useContext(PictureInPictureContext)
}
