'use client'

import type { ReactNode } from 'react'
import type { Rect } from './layout-tiles'

interface TileFrameProps {
  /** The group's accessible name: exactly the participant's, for one. */
  label: string
  rect: Rect
  /** Lies over other tiles. */
  isFloating?: boolean
  children: ReactNode
}

/** One place on the stage. Tiles stay where they are in the document and only move, so that no picture or sound is cut. */
export function TileFrame({ label, rect, isFloating = false, children }: TileFrameProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and this is a picture
    <div
      role="group"
      aria-label={label}
      className={`absolute overflow-clip rounded-2xl bg-tile text-tile-ink ${isFloating ? 'z-10 shadow-card ring-2 ring-paper' : ''}`}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
    >
      {children}
    </div>
  )
}
