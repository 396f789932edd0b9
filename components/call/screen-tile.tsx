'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import { toScreenKey } from './arrange-stage'
import type { Rect } from './layout-tiles'
import { PinButton } from './pin-button'
import { TileFrame } from './tile-frame'
import { TileLabel } from './tile-label'
import { usePlayback } from './use-playback'
import { useWatchedPicture } from './use-watched-picture'

interface ScreenTileProps {
  /** Whose it is. */
  id: string
  name: string
  stream: MediaStream | null
  /** By a host: then its sound is not played either. */
  isMuted: boolean
  rect: Rect
}

/** The screen that another participant shares, shown whole. */
export function ScreenTile({ id, name, stream, isMuted, rect }: ScreenTileProps) {
  const t = useTranslator()
  const label = t('call.screenOf', { name })
  const playback = usePlayback(id)
  const handleShownSize = useWatchedPicture(id, 'screen')
  return (
    <TileFrame label={label} rect={rect} actions={<PinButton tile={toScreenKey(id)} name={label} />}>
      <VideoView
        stream={stream}
        testId="remote-screen"
        label={label}
        fit="contain"
        isMuted={isMuted}
        {...playback}
        onShownSize={handleShownSize}
      />
      <TileLabel text={label} muted={null} />
    </TileFrame>
  )
}
