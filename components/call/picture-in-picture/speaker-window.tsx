'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useSpeakers } from '@/components/call/use-speakers'
import { useCall } from '@/lib/browser/store/call-store-context'
import { PictureInPictureContext } from './picture-in-picture-context'

/** Whoever spoke last; before anybody did, whoever can be seen. */
function useSpeakerStream(): MediaStream | null {
  const people = useCall((state) => state.participants)
  const { activeId } = useSpeakers()
  const shown = people.find(({ id }) => id === activeId) ?? people.find(({ stream }) => stream !== null)
  return shown?.stream ?? null
}

/**
 * Shows whoever speaks in the browser's small window for a video, where it has none for pages. One element for all of them: its stream
 * changes, for another element could not take the window over without a press of the person.
 */
export function SpeakerWindow({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLVideoElement>(null)
  const [isOpen, setOpen] = useState(false)
  const stream = useSpeakerStream()

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
