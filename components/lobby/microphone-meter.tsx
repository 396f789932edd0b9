'use client'

import { useEffect, useRef } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'

const ARCS = [
  'M4 9.5a3.5 3.5 0 0 1 0 5',
  'M9 6.5a8 8 0 0 1 0 11',
  'M14 4a12.5 12.5 0 0 1 0 16',
  'M19 1.5a17 17 0 0 1 0 21',
]

/**
 * The microphone's level as rings of sound. Speech is quiet on a linear scale, so the arcs follow its square root.
 * Written past React, for it changes 15 times a second.
 */
export function MicrophoneMeter() {
  const t = useTranslator()
  const { observeMicrophoneLevel } = useCallActions()
  const meterRef = useRef<HTMLMeterElement>(null)
  const arcsRef = useRef<SVGSVGElement>(null)

  useEffect(
    () =>
      observeMicrophoneLevel((level) => {
        if (meterRef.current !== null) meterRef.current.value = level
        arcsRef.current?.setAttribute('data-arcs', String(Math.round(Math.sqrt(level) * ARCS.length)))
      }),
    [observeMicrophoneLevel],
  )

  return (
    <span className="inline-flex items-center">
      <meter ref={meterRef} className="sr-only" min={0} max={1} aria-label={t('devices.level')} />
      <svg
        ref={arcsRef}
        viewBox="0 0 26 24"
        className="h-7 w-8"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        aria-hidden="true"
      >
        {ARCS.map((path) => (
          <path key={path} className="level-arc" d={path} />
        ))}
      </svg>
    </span>
  )
}
