'use client'

import { type ComponentType, useState } from 'react'
import type { DialogProps } from './dialog-frame'

/** A dialog that is fetched when it is first opened. */
interface LateDialog extends DialogProps {
  /** null: not fetched yet. */
  readonly Dialog: ComponentType<DialogProps> | null
  readonly open: () => void
}

/**
 * Keeps a dialog out of what a page loads first.
 * @param load Fetches it. Where the server is gone it cannot be had now; the next press asks again.
 */
export function useLateDialog(load: () => Promise<ComponentType<DialogProps>>): LateDialog {
  const [Dialog, setDialog] = useState<ComponentType<DialogProps> | null>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    load().then(
      (loaded) => {
        setDialog(() => loaded)
        setOpen(true)
      },
      () => undefined,
    )
  }
  return { Dialog, isOpen, onOpenChange: setOpen, open }
}
