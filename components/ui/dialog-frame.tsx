'use client'

import { Dialog } from '@base-ui/react/dialog'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useTranslator } from './i18n/translator-context'

/** What every dialog takes from the button that opens it. */
export interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

interface DialogFrameProps extends DialogProps {
  title: string
  /** For what would be cramped in a dialog of common width. */
  isWide?: boolean
  children: ReactNode
}

/** A dialog with its title and the way out. Base UI's own part is heavy: import this from what is loaded late alone. */
export function DialogFrame({ isOpen, onOpenChange, title, isWide = false, children }: DialogFrameProps) {
  const t = useTranslator()
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-tile/60" />
        <Dialog.Popup
          className={`card fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-1.5rem)] w-[calc(100vw-1.5rem)] ${isWide ? 'max-w-4xl' : 'max-w-md'} -translate-x-1/2 -translate-y-1/2 flex-col gap-5 overflow-y-auto overscroll-contain px-5 pb-5`}
        >
          <div className="sticky top-0 z-20 -mx-5 -mb-2 flex flex-none items-center justify-between bg-surface py-3 pr-3 pl-5">
            <Dialog.Title className="text-2xl">{title}</Dialog.Title>
            <Dialog.Close
              aria-label={t('dialog.close')}
              className="grid size-11 cursor-pointer place-items-center rounded-full hover:bg-sunken"
            >
              <X className="size-5" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
