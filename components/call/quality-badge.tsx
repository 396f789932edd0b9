'use client'

import { useId, useState } from 'react'
import type { MessageKey } from '@/components/ui/i18n/message-key'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { ParticipantView, QualityLevel, QualityReason } from '@/lib/browser/store/state'

interface Look {
  readonly text: MessageKey
  /** How many bars are lit. */
  readonly lit: number
  readonly colors: string
}

/** The bars tell the level without their colour. */
const LOOKS: Readonly<Record<QualityLevel, Look>> = {
  good: { text: 'quality.good', lit: 4, colors: 'bg-tile/85 text-tile-ink' },
  fair: { text: 'quality.fair', lit: 3, colors: 'bg-tile/85 text-accent' },
  poor: { text: 'quality.poor', lit: 1, colors: 'bg-danger text-danger-ink' },
  lost: { text: 'quality.lost', lit: 0, colors: 'bg-danger text-danger-ink' },
}

/** Heights of the bars, in units of the drawing. */
const BARS = [4, 7, 10, 13]

/** Bars that are not lit stay to be seen, faintly; where none is, all are crossed out. */
function Bars({ lit }: { lit: number }) {
  return (
    <svg viewBox="0 0 16 16" className="size-4" fill="currentColor" aria-hidden="true">
      {BARS.map((height, index) => (
        <rect
          key={height}
          x={index * 4 + 0.5}
          y={14.5 - height}
          width={3}
          height={height}
          rx={1}
          opacity={index < lit ? 1 : 0.4}
        />
      ))}
      {lit === 0 && <path d="M2 1.5l12 13" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />}
    </svg>
  )
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
  const { text, lit, colors } = LOOKS[quality.level]
  const level = t(text, { name })
  const reason = quality.reason === null ? '' : t(REASONS[quality.reason])
  const words = reason === '' ? level : `${level} ${reason}`
  return (
    <>
      <button
        type="button"
        data-quality={quality.level}
        data-reason={quality.reason ?? undefined}
        className={`tile-sign cursor-pointer ${colors}`}
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
        <Bars lit={lit} />
      </button>
      {isOpen && (
        <p id={textId} className="order-last w-fit rounded-2xl bg-tile/85 px-3 py-1.5 text-sm">
          {words}
        </p>
      )}
    </>
  )
}
