'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import type { Rect } from './layout-tiles'
import { TileFrame } from './tile-frame'
import { TileLabel } from './tile-label'

/** What the person shares, small: a reminder, and never large, for a screen that shows itself is a hall of mirrors. */
export function OwnScreenTile({ stream, rect }: { stream: MediaStream; rect: Rect }) {
  const t = useTranslator()
  return (
    <TileFrame label={t('call.yourScreen')} rect={rect}>
      <VideoView stream={stream} testId="local-screen" label={t('call.yourScreen')} fit="contain" isMuted />
      <TileLabel text={t('call.youShare')} muted={null} />
    </TileFrame>
  )
}
