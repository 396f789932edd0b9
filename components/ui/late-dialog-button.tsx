'use client'

import { type ComponentType, type ReactNode, useState } from 'react'
import type { DialogProps } from './dialog-frame'
import { useTranslator } from './i18n/translator-context'
import { IconButton } from './icon-button'

interface LateDialogButtonProps {
  label: string
  icon: ReactNode
  /** Fetches the dialog. Where the server is gone it cannot be had now; the next press asks again. */
  load: () => Promise<ComponentType<DialogProps>>
}

/** Opens a dialog that is fetched when it is first opened, so that it is not in what a page loads first. */
export function LateDialogButton({ label, icon, load }: LateDialogButtonProps) {
  const { fetchRest } = useTranslator()
  const [Dialog, setDialog] = useState<ComponentType<DialogProps> | null>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    Promise.all([load(), fetchRest()]).then(
      ([loaded]) => {
        setDialog(() => loaded)
        setOpen(true)
      },
      () => undefined,
    )
  }
  return (
    <>
      <IconButton label={label} icon={icon} onClick={open} />
      {Dialog !== null && <Dialog isOpen={isOpen} onOpenChange={setOpen} />}
    </>
  )
}
