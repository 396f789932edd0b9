'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { TileKey } from './arrange-stage'

interface Pinned {
  readonly pinned: TileKey | null
  /** Pins the tile in the place of another, or no longer. */
  togglePin(tile: TileKey): void
}

const PinnedContext = createContext<Pinned>({ pinned: null, togglePin: () => undefined })

/** Keeps which tile the person has pinned, as long as the call. */
export function PinnedProvider({ children }: { children: ReactNode }) {
  const [pinned, setPinned] = useState<TileKey | null>(null)
  const value = useMemo<Pinned>(
    () => ({ pinned, togglePin: (tile) => setPinned((now) => (now === tile ? null : tile)) }),
    [pinned],
  )
  return <PinnedContext value={value}>{children}</PinnedContext>
}

/** @returns The pinned tile and the way to pin another. */
export function usePinned(): Pinned {
  return useContext(PinnedContext)
}
