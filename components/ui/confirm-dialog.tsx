'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { Button } from './button'
import type { DialogProps } from './dialog-frame'
import { useTranslator } from './i18n/translator-context'

interface ConfirmDialogProps extends DialogProps {
  title: string
  text: string
  /** What the button that does it says. */
  action: string
  onConfirm: () => void
  /** Choices that belong to the act. */
  children?: ReactNode
}

/** Asks before something that cannot be taken back. Import this from what is loaded late alone, as `DialogFrame`. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, text, action, onConfirm, children } = props
  const t = useTranslator()
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className="fixed inset-0 z-50 bg-tile/60" />
        <AlertDialog.Popup className="card fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-1.5rem)] w-[calc(100vw-2.5rem)] max-w-sm -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto p-5">
          <AlertDialog.Title className="text-2xl break-words">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-ink-soft">{text}</AlertDialog.Description>
          {children}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => onOpenChange(false)}>{t('dialog.cancel')}</Button>
            <Button
              kind="danger"
              onClick={() => {
                onOpenChange(false)
                onConfirm()
              }}
            >
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
