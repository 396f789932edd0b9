'use client'

import { useState } from 'react'
import { useLoaded } from '@/components/ui/use-loaded'
import { DIALOGS, type DialogId } from './surface-registry'
import { useSurfaces } from './surfaces'

/** Shows the dialog that lies over the call. It stays in place when closed, so that it can end as dialogs do. */
export function DialogSlot() {
  const { dialog, closeDialog } = useSurfaces()
  const [last, setLast] = useState<DialogId | null>(null)
  if (dialog !== null && dialog !== last) setLast(dialog)
  const shown = dialog ?? last
  const Dialog = useLoaded(shown === null ? null : DIALOGS[shown], closeDialog)
  if (Dialog === null) return null
  return <Dialog key={shown} isOpen={dialog !== null} onOpenChange={(isOpen) => !isOpen && closeDialog()} />
}
