'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import { useCall } from '@/lib/browser/store/call-store-context'
import { chooseMute } from './choose-mute'
import { FloatingFrame } from './floating-frame'
import type { Rect } from './layout-tiles'
import { TileAvatar } from './tile-avatar'
import { TileLabel } from './tile-label'
import { TileSigns } from './tile-signs'

interface SelfTileProps {
  rect: Rect
  stage: { readonly width: number; readonly height: number }
  /** Lies over the one other tile. */
  isFloating: boolean
}

/** Oneself, mirrored as in a mirror. */
export function SelfTile({ rect, stage, isFloating }: SelfTileProps) {
  const t = useTranslator()
  const stream = useCall(({ media }) => media.previewStream)
  const isMicrophoneOn = useCall(({ media }) => media.microphone.isOn)
  const isMutedByHost = useCall((state) => state.isMutedByHost)
  const id = useCall((state) => state.selfId)
  const name = useCall((state) => state.selfName)
  return (
    <FloatingFrame label={t('call.you')} rect={rect} stage={stage} isFloating={isFloating}>
      <VideoView
        stream={stream}
        testId="local-video"
        label={t('call.you')}
        boxAspect={rect.width / rect.height}
        isMuted
        className="mirrored"
      />
      {stream === null && <TileAvatar id={id ?? ''} name={name || t('guest.name')} rect={rect} />}
      <TileSigns id={id} />
      <TileLabel
        text={t('call.you')}
        muted={chooseMute(isMicrophoneOn, isMutedByHost)}
        isSmall={rect.width < 160}
      />
    </FloatingFrame>
  )
}
