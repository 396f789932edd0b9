'use client'

import { useCallback, useRef, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { BlockedSound } from './blocked-sound'
import { layoutStage } from './layout-stage'
import type { Rect } from './layout-tiles'
import { OwnScreenTile } from './own-screen-tile'
import { ParticipantTile } from './participant-tile'
import { ScreenTile } from './screen-tile'
import { SelfTile } from './self-tile'
import { useElementSize } from './use-element-size'
import { WaitingAlone } from './waiting-alone'

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 }

/** Everybody in the call and what they share, placed to fill the window. */
export function Stage() {
  const t = useTranslator()
  const ref = useRef<HTMLDivElement>(null)
  const size = useElementSize(ref)
  const participants = useCall((state) => state.participants)
  const ownScreen = useCall(({ media }) => media.screenStream)
  const [isPlaybackBlocked, setPlaybackBlocked] = useState(false)
  const [pictureAspect, setPictureAspect] = useState<number | null>(null)
  const handlePlaybackBlocked = useCallback(() => setPlaybackBlocked(true), [])

  const people = participants.filter((person) => person.isInCall)
  const sharers = people.filter((person) => person.screenStream !== null)
  const layout = layoutStage(
    { screens: sharers.length, others: people.length + (ownScreen === null ? 0 : 1), pictureAspect },
    size?.width ?? 0,
    size?.height ?? 0,
  )

  const allowPlayback = () => {
    setPlaybackBlocked(false)
    for (const video of ref.current?.querySelectorAll('video') ?? []) video.play().catch(() => {})
  }

  return (
    <div ref={ref} className="absolute inset-0">
      {people.length === 0 && <WaitingAlone />}
      {sharers.map((person, index) => (
        <ScreenTile
          key={`screen ${person.id}`}
          name={person.name || t('guest.name')}
          stream={person.screenStream}
          isMuted={person.isMuted}
          rect={layout.screens[index] ?? NOWHERE}
        />
      ))}
      {people.map((person, index) => (
        <ParticipantTile
          key={person.id}
          person={person}
          rect={layout.others[index] ?? NOWHERE}
          onPictureAspect={people.length === 1 ? setPictureAspect : undefined}
          onPlaybackBlocked={handlePlaybackBlocked}
        />
      ))}
      {ownScreen !== null && (
        <OwnScreenTile stream={ownScreen} rect={layout.others[people.length] ?? NOWHERE} />
      )}
      <SelfTile rect={layout.self} isFloating={layout.isSelfFloating} />
      {isPlaybackBlocked && <BlockedSound onAllow={allowPlayback} />}
    </div>
  )
}
