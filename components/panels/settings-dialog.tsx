'use client'

import { Dialog } from '@base-ui/react/dialog'
import X from 'lucide-react/icons/x'
import { CopyLinkButton } from '@/components/ui/copy-link-button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { DevicePicker } from './device-picker'
import { HideAddressSwitch } from './hide-address-switch'
import { NameField } from './name-field'

export interface SettingsDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Devices, name and privacy, before a call or in the midst of one. Loaded when first opened. */
export function SettingsDialog({ isOpen, onOpenChange }: SettingsDialogProps) {
  const t = useTranslator()
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-tile/60" />
        <Dialog.Popup className="card fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-1.5rem)] w-[calc(100vw-1.5rem)] max-w-md -translate-x-1/2 -translate-y-1/2 flex-col gap-5 overflow-y-auto p-5">
          <div className="flex items-center justify-between">
            <Dialog.Title className="text-2xl">{t('settings.title')}</Dialog.Title>
            <Dialog.Close
              aria-label={t('settings.close')}
              className="grid size-11 cursor-pointer place-items-center rounded-full hover:bg-sunken"
            >
              <X className="size-5" />
            </Dialog.Close>
          </div>
          <NameField />
          <DevicePicker kind="camera" />
          <DevicePicker kind="microphone" />
          <HideAddressSwitch />
          <div className="flex flex-wrap">
            <CopyLinkButton />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
