'use client'

import MicOff from 'lucide-react/icons/mic-off'
import type { ReactNode } from 'react'
import { HandSign } from '@/components/call/hand-sign'
import { useHandPlace } from '@/components/call/use-hand-place'
import { Avatar } from '@/components/ui/avatar'
import { useTranslator } from '@/components/ui/i18n/translator-context'

interface PersonEntryProps {
  id: string
  name: string
  /** Where they are. */
  place: string
  isHost: boolean
  isMutedByHost: boolean
  /** What can be done with them or is to be known of them. */
  children?: ReactNode
}

/** Somebody on the list of people. */
export function PersonEntry({ id, name, place, isHost, isMutedByHost, children }: PersonEntryProps) {
  const t = useTranslator()
  const handPlace = useHandPlace(id)
  return (
    <li className="flex min-w-0 flex-col gap-2 border-line border-b pb-3 last:border-0 last:pb-0">
      <div className="flex min-w-0 items-center gap-3">
        <Avatar id={id} name={name} className="size-9 text-sm" />
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2">
            <span className="min-w-0 truncate font-semibold">{name}</span>
            {isHost && (
              <span className="flex-none rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-ink">
                {t('people.host')}
              </span>
            )}
          </p>
          <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
            {place}
            {isMutedByHost && (
              <span className="inline-flex items-center gap-1 text-danger-text">
                <MicOff className="size-4" aria-hidden="true" />
                {t('call.mutedByHost')}
              </span>
            )}
          </p>
        </div>
        {handPlace !== null && (
          <HandSign place={handPlace} className="flex flex-none items-center gap-1 rounded-full py-1" />
        )}
      </div>
      {children}
    </li>
  )
}
