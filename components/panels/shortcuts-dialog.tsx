'use client'

import { describeKeys } from '@/components/call/shortcuts/describe-keys'
import { SHORTCUTS } from '@/components/call/shortcuts/shortcut-list'
import { DialogFrame, type DialogProps } from '@/components/ui/dialog-frame'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useViewPreferences } from '@/components/view-preferences-context'
import { SingleKeysSwitch } from './single-keys-switch'

/** Every key of the call and what it does. Loaded when first opened. */
export function ShortcutsDialog(props: DialogProps) {
  const t = useTranslator()
  const { hasSingleKeys } = useViewPreferences().preferences
  return (
    <DialogFrame {...props} title={t('shortcuts.title')}>
      <dl className="flex flex-col gap-2">
        {SHORTCUTS.map((shortcut) => (
          <div key={shortcut.id} className="flex items-center justify-between gap-4">
            <dt>{t(shortcut.text)}</dt>
            <dd className="flex flex-none gap-1">
              {describeKeys(shortcut, hasSingleKeys).map((name) => (
                <kbd key={name} className="key">
                  {name}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
        {hasSingleKeys && (
          <div className="flex items-center justify-between gap-4">
            <dt>{t('shortcuts.pushToTalk')}</dt>
            <dd className="flex-none">
              <kbd className="key">{t('shortcuts.space')}</kbd>
            </dd>
          </div>
        )}
      </dl>
      <SingleKeysSwitch />
    </DialogFrame>
  )
}
