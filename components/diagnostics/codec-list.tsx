'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { CodecView } from '@/lib/browser/diagnostics/measure-link'

/** By which codecs media goes each way. */
export function CodecList({ codecs }: { codecs: readonly CodecView[] }) {
  const t = useTranslator()
  return (
    <ul className="flex flex-wrap gap-2 text-sm">
      {codecs.map(({ direction, kind, name, clockRate }) => (
        <li key={`${direction} ${kind} ${name}`} className="rounded-full bg-sunken px-3 py-1">
          {t(direction === 'sent' ? 'connection.codecSent' : 'connection.codecReceived', { kind, name })}
          {clockRate !== null && ` · ${clockRate / 1000} kHz`}
        </li>
      ))}
    </ul>
  )
}
