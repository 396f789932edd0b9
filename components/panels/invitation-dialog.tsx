'use client'

import { useId } from 'react'
import { CopyLinkButton } from '@/components/ui/copy-link-button'
import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { QrCode } from '@/components/ui/qr-code'
import { toShareAddress } from '@/components/ui/share-address'
import { useCall } from '@/lib/browser/store/call-store-context'
import { PlanCall } from './plan-call'
import { ShareButton } from './share-button'

/** The room's link, whole: to copy, to read, and to scan. Loaded when first opened. */
export function InvitationDialog(props: DialogProps) {
  const t = useTranslator()
  const linkId = useId()
  const room = useCall((state) => state.room)
  const isSealed = useCall((state) => state.privacy === 'sealed')
  const address = toShareAddress(location)
  return (
    <DialogFrame {...props} title={t('invite.title')}>
      <QrCode text={address} label={t('invite.qr', { room })} />
      <div>
        <label htmlFor={linkId} className="mb-1 block font-semibold">
          {t('invite.link')}
        </label>
        <input
          id={linkId}
          className="field"
          value={address}
          readOnly
          onFocus={(event) => event.target.select()}
        />
        {isSealed && <p className="mt-1 text-sm text-ink-soft">{t('invite.sealedHint')}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyLinkButton kind="primary" />
        {'share' in navigator && <ShareButton address={address} />}
      </div>
      <PlanCall address={address} />
    </DialogFrame>
  )
}
