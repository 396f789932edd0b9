'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useSpeakers } from '@/components/call/use-speakers'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'
import { PictureInPictureContext } from './picture-in-picture-context'

/** Whoever spoke last; before anybody did, whoever can be seen. */
function useSpeaker(): ParticipantView | undefined {
  const people = useCall((state) => state.participants)
  const { activeId } = useSpeakers()
  return people.find(({ id }) => id === activeId) ?? people.find(({ stream }) => stream !== null)
}

/** About what browsers open, in device pixels; they do not tell before. */
const WINDOW_SIZE = { width: 640, height: 360 } as const

/** Has the speaker send their picture while the window shows it, for the page itself is likely hidden then. */
function useWatchedSpeaker(participantId: string | undefined, isOpen: boolean): void {
  const actions = useCallActions()
  useEffect(() => {
    if (!isOpen || participantId === undefined) return
    const watch = actions.watchPicture(participantId, 'camera')
    watch.resize(WINDOW_SIZE)
    return () => watch.end()
  }, [actions, isOpen, participantId])
}

/**
 * Shows whoever speaks in the browser's small window for a video, where it has none for pages. One element for all of them: its stream
 * changes, for another element could not take the window over without a press of the person.
 */
export function SpeakerWindow({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLVideoElement>(null)
  const [isOpen, setOpen] = useState(false)
  const speaker = useSpeaker()
  const stream = speaker?.stream ?? null
  useWatchedSpeaker(speaker?.id, isOpen)

  useEffect(() => {
    const video = ref.current
    if (video === null) return
    // React sets `muted` too late for a browser that lets only silent videos begin by themselves.
    video.muted = true
    if (video.srcObject !== stream) video.srcObject = stream
  }, [stream])

  useEffect(() => {
    const video = ref.current
    if (video === null) return
    const update = () => setOpen(document.pictureInPictureElement === video)
    video.addEventListener('enterpictureinpicture', update)
    video.addEventListener('leavepictureinpicture', update)
    return () => {
      video.removeEventListener('enterpictureinpicture', update)
      video.removeEventListener('leavepictureinpicture', update)
      if (document.pictureInPictureElement === video) document.exitPictureInPicture().catch(() => undefined)
    }
  }, [])

  const value = useMemo(
    () => ({
      isOpen,
      toggle: () => {
        const changed =
          document.pictureInPictureElement === null
            ? ref.current?.requestPictureInPicture()
            : document.exitPictureInPicture()
        // Refused, or there is no picture yet: the call goes on in the page.
        changed?.catch(() => undefined)
      },
    }),
    [isOpen],
  )
  return (
    <PictureInPictureContext value={value}>
      {children}
      <video ref={ref} aria-hidden="true" tabIndex={-1} muted autoPlay playsInline className="sr-only" />
    </PictureInPictureContext>
  )
}
