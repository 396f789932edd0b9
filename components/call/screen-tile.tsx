'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import type { Rect } from './layout-tiles'
import { TileFrame } from './tile-frame'
import { TileLabel } from './tile-label'

/** The screen that another participant shares, shown whole. */
export function ScreenTile({ name, stream, rect }: { name: string; stream: MediaStream | null; rect: Rect }) {
  const t = useTranslator()
  const label = t('call.screenOf', { name })
  return (
    <TileFrame label={label} rect={rect}>
      <VideoView stream={stream} testId="remote-screen" label={label} fit="contain" />
      <TileLabel text={label} isMuted={false} />
    </TileFrame>
  )
}
