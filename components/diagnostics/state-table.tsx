'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { StateChange } from '@/lib/browser/diagnostics/link-reading'

const MACHINES = ['signaling', 'gathering', 'ice', 'dtls', 'connection'] as const

/** The states that each machine of a link came to, with when. */
export function StateTable({ states }: { states: readonly StateChange[] }) {
  const t = useTranslator()
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {MACHINES.map((machine) => (
        <li key={machine} className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="w-28 flex-none font-semibold">{t(`connection.machine.${machine}`)}</span>
          {states
            .filter((change) => change.machine === machine)
            .map(({ state, afterMs }) => (
              <span key={`${state} ${afterMs}`} className="rounded-full bg-sunken px-2">
                <code>{state}</code> {t('connection.after', { value: formatSeconds(afterMs) })}
              </span>
            ))}
        </li>
      ))}
    </ul>
  )
}

function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2)
}
