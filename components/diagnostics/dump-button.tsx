'use client'

import Download from 'lucide-react/icons/download'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { saveFile } from './save-file'

/** Saves what the links went through as a file for somebody who can help. Without names and addresses unless asked otherwise. */
export function DumpButton() {
  const t = useTranslator()
  const { writeDump } = useCallActions()
  const [isWhole, setWhole] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const save = async () => {
    const text = await writeDump({ isWhole })
    setFailed(text === null)
    if (text !== null) saveFile('earshot-webrtc-internals.json', text)
  }
  return (
    <div className="flex flex-col gap-2 border-line border-t pt-4">
      <p className="text-sm text-ink-soft">{t('connection.dumpHint')}</p>
      <label className="flex min-h-11 items-center gap-3 text-sm">
        <input
          type="checkbox"
          className="size-5"
          checked={isWhole}
          onChange={(event) => setWhole(event.target.checked)}
        />
        {t('connection.dumpWhole')}
      </label>
      <div>
        <Button onClick={() => void save()}>
          <Download className="size-4" aria-hidden="true" />
          {t('connection.dump')}
        </Button>
      </div>
      {hasFailed && <p role="alert">{t('connection.dumpFailed')}</p>}
    </div>
  )
}
