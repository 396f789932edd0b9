'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { toSafetySymbols } from './safety-symbols'

interface SafetyCodeProps {
  /** Of the other participant. */
  name: string
  code: readonly number[]
  /** Shown without being asked for. */
  isOpen: boolean
}

/** What two people read to each other to be sure that nobody is between them (docs/protocol.md, S8). */
export function SafetyCode({ name, code, isOpen }: SafetyCodeProps) {
  const t = useTranslator()
  return (
    <details open={isOpen} className="rounded-xl bg-sunken px-3">
      <summary className="flex min-h-11 cursor-pointer items-center text-sm font-semibold">
        <span className="min-w-0 truncate">{t('safety.title', { name })}</span>
      </summary>
      <ol
        data-testid="safety-code"
        aria-label={t('safety.title', { name })}
        className="flex flex-wrap justify-center gap-x-1 gap-y-3 py-2"
      >
        {toSafetySymbols(code, t('safety.symbols')).map(({ emoji, word }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a symbol may come twice; its place is what it is
          <li key={place} className="flex w-20 flex-col items-center gap-1 text-center">
            <span aria-hidden="true" className="text-3xl leading-none">
              {emoji}
            </span>
            <span className="text-xs font-semibold">{word}</span>
          </li>
        ))}
      </ol>
      <p className="pb-3 text-sm text-ink-soft">{t('safety.hint')}</p>
    </details>
  )
}
