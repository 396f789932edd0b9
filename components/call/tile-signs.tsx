'use client'

import type { ReactNode } from 'react'
import { useCall } from '@/lib/browser/store/call-store-context'
import { HandSign } from './hand-sign'
import { useHandPlace } from './use-hand-place'

interface TileSignsProps {
  id: string | null
  /** What else is to be known of them, as a `.tile-sign`. */
  children?: ReactNode
}

/** What somebody shows over their tile: a raised hand with its place in the order, and reactions for a moment. */
export function TileSigns({ id, children }: TileSignsProps) {
  const place = useHandPlace(id)
  const reactions = useCall((state) => state.reactions)
  return (
    <>
      <div className="tile-signs">
        {children}
        {place !== null && <HandSign place={place} className="tile-sign" />}
      </div>
      {reactions
        .filter(({ participantId }) => participantId === id)
        .map((shown) => (
          <span
            key={shown.id}
            aria-hidden="true"
            data-testid="reaction"
            className="emoji reaction"
            style={{ left: `${20 + ((shown.id * 37) % 60)}%` }}
          >
            {shown.reaction}
          </span>
        ))}
    </>
  )
}
