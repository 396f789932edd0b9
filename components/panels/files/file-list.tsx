'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { FileEntry } from './file-entry'

/** Files on offer and under way, then those that are over. Bounded in height, for the chat stands beside it. */
export function FileList() {
  const t = useTranslator()
  const files = useCall((state) => state.files)
  if (files.length === 0) return null
  return (
    <ul
      aria-label={t('files.title')}
      className="-mx-1 flex max-h-[45%] min-h-12 flex-col gap-2 overflow-y-auto px-1"
    >
      {files.map((file) => (
        <FileEntry key={file.id} file={file} />
      ))}
    </ul>
  )
}
