'use client'

import PhoneOff from 'lucide-react/icons/phone-off'
import { useSyncExternalStore } from 'react'
import { chooseMute } from '@/components/call/choose-mute'
import { layoutTiles, type Rect } from '@/components/call/layout-tiles'
import { TileAvatar } from '@/components/call/tile-avatar'
import { TileFrame } from '@/components/call/tile-frame'
import { TileLabel } from '@/components/call/tile-label'
import { useSpeakers } from '@/components/call/use-speakers'
import { useWatchedPicture } from '@/components/call/use-watched-picture'
import { MediaToggles } from '@/components/panels/media-toggles'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { VideoView } from '@/components/ui/video-view'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'

/** What the buttons below the pictures take of the window's height. */
const TOOLBAR_HEIGHT = 64
const MARGIN = 8

function SmallTile({
  person,
  rect,
  isSpeaking,
}: {
  person: ParticipantView
  rect: Rect
  isSpeaking: boolean
}) {
  const t = useTranslator()
  const handleShownSize = useWatchedPicture(person.id, 'camera')
  const name = person.name || t('guest.name')
  return (
    <TileFrame label={name} rect={rect} isSpeaking={isSpeaking}>
      {/* Their voice comes from the page itself. */}
      <VideoView
        stream={person.stream}
        testId="small-video"
        label={name}
        boxAspect={rect.width / rect.height}
        onShownSize={handleShownSize}
        isMuted
      />
      {(!person.isCameraOn || person.stream === null) && (
        <TileAvatar id={person.id} name={name} rect={rect} />
      )}
      <TileLabel text={name} muted={chooseMute(person.isMicrophoneOn, person.isMuted)} isSmall />
    </TileFrame>
  )
}

function useWindowSize(target: Window): { width: number; height: number } {
  const subscribe = (onChange: () => void) => {
    target.addEventListener('resize', onChange)
    return () => target.removeEventListener('resize', onChange)
  }
  const width = useSyncExternalStore(subscribe, () => target.innerWidth)
  const height = useSyncExternalStore(subscribe, () => target.innerHeight)
  return { width, height }
}

/** The whole call in a small window that stays on top: everybody, one's own switches, and the end of it. */
export function SmallCall({ target }: { target: Window }) {
  const t = useTranslator()
  const { hangUp } = useCallActions()
  const participants = useCall((state) => state.participants)
  const { speakingIds } = useSpeakers()
  const { width, height } = useWindowSize(target)
  const people = participants.filter((person) => person.isInCall)
  const rects = layoutTiles(people.length, width - 2 * MARGIN, height - TOOLBAR_HEIGHT - MARGIN)
  return (
    <div className="flex h-dvh flex-col bg-sunken">
      <main className="relative mx-2 mt-2 flex-1">
        {people.length === 0 && <p className="p-4 text-center text-ink-soft">{t('call.waiting')}</p>}
        {people.map((person, index) => (
          <SmallTile
            key={person.id}
            person={person}
            rect={rects[index] ?? { x: 0, y: 0, width: 0, height: 0 }}
            isSpeaking={speakingIds.has(person.id)}
          />
        ))}
      </main>
      <footer className="flex h-16 flex-none items-center justify-center gap-2">
        <MediaToggles />
        <IconButton
          label={t('call.hangUp')}
          icon={<PhoneOff className="size-5" />}
          kind="danger"
          onClick={hangUp}
        />
      </footer>
    </div>
  )
}
