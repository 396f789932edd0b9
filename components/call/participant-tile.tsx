'use client'

import { memo, useCallback } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useLoaded } from '@/components/ui/use-loaded'
import { VideoView } from '@/components/ui/video-view'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'
import { toPersonKey } from './arrange-stage'
import { chooseMute } from './choose-mute'
import { ConnectionButton } from './connection-button'
import type { Rect } from './layout-tiles'
import { LinkState } from './link-state'
import { PinButton } from './pin-button'
import { TileAvatar } from './tile-avatar'
import { TileFrame } from './tile-frame'
import { TileLabel } from './tile-label'
import { TileSigns } from './tile-signs'
import { usePlayback } from './use-playback'
import { useWatchedPicture } from './use-watched-picture'

/** There is nothing to say before the call runs. */
const loadQualityBadge = async () => (await import('./quality-badge')).QualityBadge
/** Where the server is gone there is no badge, and the call goes on. */
const doWithout = () => undefined

interface ParticipantTileProps {
  person: ParticipantView
  rect: Rect
  isSpeaking: boolean
  /** Nobody else is there to be larger than. */
  isAlone: boolean
  onPictureAspect: ((aspect: number | null) => void) | undefined
  onPlaybackBlocked: () => void
}

/** Another participant. The video element stays while the camera is off, for it plays their voice too. */
export const ParticipantTile = memo(function ParticipantTile(props: ParticipantTileProps) {
  const { person, rect, isSpeaking, isAlone, onPictureAspect, onPlaybackBlocked } = props
  const t = useTranslator()
  const { findPlayer, noteFrame } = useCallActions()
  const { linkId } = person
  const handleFirstPicture = useCallback(() => {
    if (linkId !== null) noteFrame(linkId)
  }, [linkId, noteFrame])
  const handleShownSize = useWatchedPicture(person.id, 'camera')
  const name = person.name || t('guest.name')
  const playback = usePlayback(person.id)
  const QualityBadge = useLoaded(person.quality === null ? null : loadQualityBadge, doWithout)
  return (
    <TileFrame
      label={name}
      rect={rect}
      isSpeaking={isSpeaking && !isAlone}
      actions={
        <>
          {linkId !== null && <ConnectionButton name={name} linkId={linkId} />}
          {!isAlone && <PinButton tile={toPersonKey(person.id)} name={name} />}
        </>
      }
    >
      <VideoView
        stream={person.stream}
        findPlayer={findPlayer}
        testId="remote-video"
        label={name}
        isMuted={person.isMuted}
        {...playback}
        boxAspect={rect.width / rect.height}
        onPictureAspect={onPictureAspect}
        onFirstPicture={handleFirstPicture}
        onShownSize={handleShownSize}
        onPlaybackBlocked={onPlaybackBlocked}
      />
      {(!person.isCameraOn || person.stream === null) && (
        <TileAvatar id={person.id} name={name} rect={rect} />
      )}
      <LinkState status={person.link} />
      <TileSigns id={person.id}>
        {person.quality !== null && QualityBadge !== null && (
          <QualityBadge name={name} quality={person.quality} />
        )}
      </TileSigns>
      <TileLabel
        text={name}
        muted={chooseMute(person.isMicrophoneOn, person.isMuted)}
        isCameraOff={!person.isCameraOn}
        isSmall={rect.width < 160}
      />
    </TileFrame>
  )
})
