'use client'

import { useRef, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useViewPreferences } from '@/components/view-preferences-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { arrangeStage, type TileKey, toPersonKey, toScreenKey } from './arrange-stage'
import { BlockedSound } from './blocked-sound'
import { layoutStage } from './layout-stage'
import type { Rect } from './layout-tiles'
import { OwnScreenTile } from './own-screen-tile'
import { ParticipantTile } from './participant-tile'
import { usePinned } from './pinned-context'
import { ScreenTile } from './screen-tile'
import { SelfTile } from './self-tile'
import { useBlockedPlayback } from './use-blocked-playback'
import { useElementSize } from './use-element-size'
import { useSpeakers } from './use-speakers'
import { WaitingAlone } from './waiting-alone'

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 }
const NO_SIZE = { width: 0, height: 0 }

/** Everybody in the call and what they share, placed to fill the window. */
export function Stage() {
  const t = useTranslator()
  const ref = useRef<HTMLDivElement>(null)
  const size = useElementSize(ref) ?? NO_SIZE
  const participants = useCall((state) => state.participants)
  const ownScreen = useCall(({ media }) => media.screenStream)
  const { view, selfCorner } = useViewPreferences().preferences
  const { pinned } = usePinned()
  const { activeId, speakingIds } = useSpeakers()
  const playback = useBlockedPlayback(ref)
  const hasSettled = useCall((state) => state.hasSettled)
  const [pictureAspect, setPictureAspect] = useState<number | null>(null)

  const people = participants.filter((person) => person.isInCall)
  const sharers = people.filter((person) => person.screenStream !== null)
  const arrangement = arrangeStage({
    peopleIds: people.map(({ id }) => id),
    sharerIds: sharers.map(({ id }) => id),
    isSharing: ownScreen !== null,
    view,
    pinned,
    activeSpeakerId: activeId,
  })
  const { featured, others } = arrangement
  const layout = layoutStage(
    { featured: featured.length, others: others.length, pictureAspect, selfCorner },
    size.width,
    size.height,
  )
  const rects = new Map<TileKey, Rect>([
    ...featured.map((key, index) => [key, layout.featured[index] ?? NOWHERE] as const),
    ...others.map((key, index) => [key, layout.others[index] ?? NOWHERE] as const),
  ])

  return (
    <div ref={ref} className={hasSettled ? 'absolute inset-0' : 'stage-starting absolute inset-0'}>
      {people.length === 0 && <WaitingAlone />}
      {sharers.map((person) => (
        <ScreenTile
          key={toScreenKey(person.id)}
          id={person.id}
          name={person.name || t('guest.name')}
          stream={person.screenStream}
          isMuted={person.isMuted}
          rect={rects.get(toScreenKey(person.id)) ?? NOWHERE}
        />
      ))}
      {people.map((person) => (
        <ParticipantTile
          key={person.id}
          person={person}
          rect={rects.get(toPersonKey(person.id)) ?? NOWHERE}
          isSpeaking={speakingIds.has(person.id)}
          isAlone={rects.size === 1}
          onPictureAspect={people.length === 1 ? setPictureAspect : undefined}
          onPlaybackBlocked={playback.onBlocked}
        />
      ))}
      {ownScreen !== null && <OwnScreenTile stream={ownScreen} rect={rects.get('own-screen') ?? NOWHERE} />}
      <SelfTile rect={layout.self} stage={size} isFloating={layout.isSelfFloating} />
      {playback.isBlocked && <BlockedSound onAllow={playback.play} />}
    </div>
  )
}
