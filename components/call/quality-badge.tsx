'use client'

import Signal from 'lucide-react/icons/signal'
import SignalHigh from 'lucide-react/icons/signal-high'
import SignalLow from 'lucide-react/icons/signal-low'
import SignalZero from 'lucide-react/icons/signal-zero'
import { type ComponentType, useId, useState } from 'react'
import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { ParticipantView, QualityLevel, QualityReason } from '@/lib/browser/store/state'

interface Look {
  readonly text: MessageKey
  readonly Icon: ComponentType<{ className?: string; 'aria-hidden': 'true' }>
  readonly colors: string
}

/** The bars tell the level without their colour. */
const LOOKS: Readonly<Record<QualityLevel, Look>> = {
  good: { text: 'quality.good', Icon: Signal, colors: 'bg-tile/85 text-tile-ink' },
  fair: { text: 'quality.fair', Icon: SignalHigh, colors: 'bg-tile/85 text-accent' },
  poor: { text: 'quality.poor', Icon: SignalLow, colors: 'bg-danger text-danger-ink' },
  lost: { text: 'quality.lost', Icon: SignalZero, colors: 'bg-danger text-danger-ink' },
}

const REASONS: Readonly<Record<QualityReason, MessageKey>> = {
  silence: 'quality.silence',
  'own-upload': 'quality.ownUpload',
  'their-path': 'quality.theirPath',
  'their-processor': 'quality.theirProcessor',
  'own-processor': 'quality.ownProcessor',
  'relay-tcp': 'quality.relayTcp',
  distance: 'quality.distance',
  relay: 'quality.relay',
}

interface QualityBadgeProps {
  name: string
  quality: NonNullable<ParticipantView['quality']>
}

/** How the connection with somebody is, as bars on their tile; pressed, with the reason in words beside it. */
export function QualityBadge({ name, quality }: QualityBadgeProps) {
  const t = useTranslator()
  const [isOpen, setOpen] = useState(false)
  const textId = useId()
  const { text, Icon, colors } = LOOKS[quality.level]
  const level = t(text, { name })
  const reason = quality.reason === null ? '' : t(REASONS[quality.reason])
  const words = reason === '' ? level : `${level} ${reason}`
  return (
    <div className="absolute top-2 left-2 flex max-w-[calc(100%-1rem)] items-start gap-1.5">
      <button
        type="button"
        data-quality={quality.level}
        data-reason={quality.reason ?? undefined}
        className={`grid size-8 flex-none cursor-pointer place-items-center rounded-full ${colors}`}
        aria-label={words}
        aria-expanded={isOpen}
        aria-controls={isOpen ? textId : undefined}
        title={words}
        onClick={() => setOpen(!isOpen)}
        onBlur={() => setOpen(false)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setOpen(false)
        }}
      >
        <Icon className="size-4" aria-hidden="true" />
      </button>
      {isOpen && (
        <p id={textId} className="rounded-2xl bg-tile/85 px-3 py-1.5 text-sm">
          {words}
        </p>
      )}
    </div>
  )
}
