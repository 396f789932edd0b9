'use client'

import Hand from 'lucide-react/icons/hand'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { useHandPlace } from './use-hand-place'

/** What somebody shows over their tile: a raised hand with its place in the order, and reactions for a moment. */
export function TileSigns({ id }: { id: string | null }) {
  const t = useTranslator()
  const place = useHandPlace(id)
  const reactions = useCall((state) => state.reactions)
  return (
    <>
      {place !== null && (
        <p
          data-testid="raised-hand"
          className="absolute top-2 left-2 flex items-center gap-1 rounded-full bg-accent px-2.5 py-0.5 text-sm font-semibold text-accent-ink"
        >
          <Hand className="size-4" aria-hidden="true" />
          <span aria-hidden="true">{place}</span>
          <span className="sr-only">{t('hand.place', { place })}</span>
        </p>
      )}
      {reactions
        .filter(({ participantId }) => participantId === id)
        .map((shown) => (
          <span
            key={shown.id}
            aria-hidden="true"
            data-testid="reaction"
            className="reaction"
            style={{ left: `${20 + ((shown.id * 37) % 60)}%` }}
          >
            {shown.reaction}
          </span>
        ))}
    </>
  )
}
