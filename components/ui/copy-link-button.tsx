'use client'

import Check from 'lucide-react/icons/check'
import Link from 'lucide-react/icons/link'
import { useEffect, useState } from 'react'
import { useTranslator } from './i18n/translator-context'
import { toShareAddress } from './share-address'

const CONFIRM_MS = 2_500

/** Puts the page's link on the clipboard and says so; where the browser forbids that, shows the link to copy by hand. */
export function CopyLinkButton({ kind = 'quiet' }: { kind?: 'primary' | 'quiet' | undefined }) {
  const t = useTranslator()
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'failed'>('none')

  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome('none'), CONFIRM_MS)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toShareAddress(location))
      setOutcome('copied')
    } catch {
      setOutcome('failed')
    }
  }

  return (
    <>
      <button type="button" className={`button button-${kind} shrink-0`} onClick={copy}>
        {outcome === 'copied' ? <Check className="size-5" /> : <Link className="size-5" />}
        {outcome === 'copied' ? t('link.copied') : t('link.copy')}
      </button>
      <span role="status" data-code={outcome === 'copied' ? 'copied' : undefined} className="sr-only">
        {outcome === 'copied' ? t('link.copied') : ''}
      </span>
      {outcome === 'failed' && (
        <p className="w-full text-sm break-all select-all">
          {t('link.failed', { address: toShareAddress(location) })}
        </p>
      )}
    </>
  )
}
