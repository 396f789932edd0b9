'use client'

import MicOff from 'lucide-react/icons/mic-off'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { Mute } from './choose-mute'

interface TileLabelProps {
  text: string
  muted: Mute
  /** Said to those who cannot see that there is no picture. */
  isCameraOff?: boolean
  /** For a tile in which a label of common size would hide the face. */
  isSmall?: boolean
}

/** Who or what a tile shows, and whether they are not heard. */
export function TileLabel({ text, muted, isCameraOff = false, isSmall = false }: TileLabelProps) {
  const t = useTranslator()
  return (
    <p
      className={`absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded-full bg-tile/85 ${isSmall ? 'px-2 text-xs' : 'px-3 py-1 text-sm'}`}
    >
      {muted !== null && (
        <>
          <MicOff
            className={`flex-none ${muted === 'host' ? '-ml-1 size-5 rounded-full bg-danger p-1 text-danger-ink' : 'size-4 text-accent'}`}
            aria-hidden="true"
          />
          <span className="sr-only">{muted === 'host' ? t('call.mutedByHost') : t('call.muted')}</span>
        </>
      )}
      {isCameraOff && <span className="sr-only">{t('call.cameraOff')}</span>}
      <span className="truncate">{text}</span>
    </p>
  )
}
