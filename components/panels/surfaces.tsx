'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { DialogId, PanelId } from './surface-registry'

/** Which panel stands beside the call and which dialog lies over it, at most one of each, and how to change that. */
export interface Surfaces {
  readonly panel: PanelId | null
  readonly dialog: DialogId | null
  /** Opens the panel, in the place of another; closes it where it is open. */
  togglePanel(id: PanelId): void
  closePanel(): void
  openDialog(id: DialogId): void
  closeDialog(): void
}

const SurfacesContext = createContext<Surfaces | null>(null)

/** Keeps what is open over and beside the call, for buttons, menu and keys alike. */
export function SurfacesProvider({ children }: { children: ReactNode }) {
  const [panel, setPanel] = useState<PanelId | null>(null)
  const [dialog, setDialog] = useState<DialogId | null>(null)
  const surfaces = useMemo<Surfaces>(
    () => ({
      panel,
      dialog,
      togglePanel: (id) => setPanel((open) => (open === id ? null : id)),
      closePanel: () => setPanel(null),
      openDialog: setDialog,
      closeDialog: () => setDialog(null),
    }),
    [panel, dialog],
  )
  return <SurfacesContext value={surfaces}>{children}</SurfacesContext>
}

/** @returns What is open, and the ways to open and close it. Within the call alone. */
export function useSurfaces(): Surfaces {
  const surfaces = useContext(SurfacesContext)
  if (surfaces === null) throw new Error('useSurfaces needs a SurfacesProvider above it')
  return surfaces
}
