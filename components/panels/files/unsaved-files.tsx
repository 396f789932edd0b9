'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'

/** What was received and not saved, for the page after the call: nothing that arrived is lost by hanging up. */
export function UnsavedFiles() {
  const t = useTranslator()
  const files = useCall((state) => state.files)
  const unsaved = files.filter(({ url }) => url !== null)
  if (unsaved.length === 0) return null
  return (
    <ul aria-label={t('files.title')} className="flex flex-col gap-2">
      {unsaved.map(({ id, name, url }) => (
        <li key={id}>
          <a className="button button-quiet w-full" href={url ?? undefined} download={name}>
            {t('files.saveName', { name })}
          </a>
        </li>
      ))}
    </ul>
  )
}
