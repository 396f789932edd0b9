'use client'

import Hand from 'lucide-react/icons/hand'
import { useTranslator } from '@/components/ui/i18n/translator-context'

interface HandSignProps {
  /** Among the raised hands, from 1. */
  place: number
  /** For its size. */
  className: string
}

/** A raised hand with its place in the order. */
export function HandSign({ place, className }: HandSignProps) {
  const t = useTranslator()
  return (
    <span
      data-testid="raised-hand"
      className={`${className} bg-accent px-2 text-sm font-semibold text-accent-ink`}
    >
      <Hand className="size-4 flex-none" aria-hidden="true" />
      <span aria-hidden="true">{place}</span>
      <span className="sr-only">{t('hand.place', { place })}</span>
    </span>
  )
}
