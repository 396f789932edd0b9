'use client'

import Pin from 'lucide-react/icons/pin'
import PinOff from 'lucide-react/icons/pin-off'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { TileKey } from './arrange-stage'
import { usePinned } from './pinned-context'
import { TileButton } from './tile-button'

interface PinButtonProps {
  tile: TileKey
  /** Whose or what it is. */
  name: string
}

/** Keeps a tile large whatever happens, until it is pressed again. */
export function PinButton({ tile, name }: PinButtonProps) {
  const t = useTranslator()
  const { pinned, togglePin } = usePinned()
  const isPinned = pinned === tile
  return (
    <TileButton
      label={t(isPinned ? 'tile.unpin' : 'tile.pin', { name })}
      icon={isPinned ? <PinOff /> : <Pin />}
      onClick={() => togglePin(tile)}
    />
  )
}
