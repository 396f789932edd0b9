'use client'

import type { ReactNode } from 'react'
import type { Rect } from './layout-tiles'

interface TileFrameProps {
  /** The group's accessible name: exactly the participant's, for one. */
  label: string
  rect: Rect
  /** Speaks just now. */
  isSpeaking?: boolean
  /** What can be done with the tile, as `TileButton`s; shown while it is pointed at or has the keyboard's place. */
  actions?: ReactNode
  children: ReactNode
}

/** One place on the stage. Tiles stay where they are in the document and only move, so that no picture or sound is cut. */
export function TileFrame({ label, rect, isSpeaking = false, actions, children }: TileFrameProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, and this is a picture
    <div
      role="group"
      aria-label={label}
      className={`tile ${isSpeaking ? 'tile-speaking' : ''}`}
      style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}
    >
      {children}
      {actions !== undefined && <div className="tile-actions">{actions}</div>}
    </div>
  )
}
