'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import { useCall } from '@/lib/browser/store/call-store-context'
import { chooseMute } from './choose-mute'
import type { Rect } from './layout-tiles'
import { TileAvatar } from './tile-avatar'
import { TileFrame } from './tile-frame'
import { TileLabel } from './tile-label'

/** Oneself, mirrored as in a mirror. */
export function SelfTile({ rect, isFloating }: { rect: Rect; isFloating: boolean }) {
  const t = useTranslator()
  const stream = useCall(({ media }) => media.previewStream)
  const isMicrophoneOn = useCall(({ media }) => media.microphone.isOn)
  const isMutedByHost = useCall((state) => state.isMutedByHost)
  const id = useCall((state) => state.selfId)
  const name = useCall((state) => state.selfName)
  return (
    <TileFrame label={t('call.you')} rect={rect} isFloating={isFloating}>
      <VideoView
        stream={stream}
        testId="local-video"
        label={t('call.you')}
        boxAspect={rect.width / rect.height}
        isMuted
        className="mirrored"
      />
      {stream === null && <TileAvatar id={id ?? ''} name={name || t('guest.name')} rect={rect} />}
      <TileLabel
        text={t('call.you')}
        muted={chooseMute(isMicrophoneOn, isMutedByHost)}
        isSmall={rect.width < 160}
      />
    </TileFrame>
  )
}
