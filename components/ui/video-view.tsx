'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { chooseFit } from './choose-fit'
import { keepPlaying } from './keep-playing'
import { type ShownSize, useShownSize } from './use-shown-size'

interface VideoViewProps {
  stream: MediaStream | null
  /** The element in which the stream plays already, if there is one: it is shown then, in the place of one of this component's own. */
  findPlayer?: ((stream: MediaStream) => HTMLVideoElement | null) | undefined
  testId: string
  /** The element's accessible name. */
  label: string
  isMuted?: boolean
  /** 0 to 1. */
  volume?: number
  /** Where the sound is played; '' is the browser's default, and all there is where the browser gives no choice. */
  speakerId?: string
  className?: string
  /** `contain` always shows the whole picture; else it fills its box, unless too much of it would be cut off. */
  fit?: 'contain'
  /** Width / height of the box, for that decision. */
  boxAspect?: number | undefined
  /** Called with the picture's width / height when it becomes known or changes, with null when it ends. */
  onPictureAspect?: ((aspect: number | null) => void) | undefined
  /** Called when the stream's first picture has been shown; an older browser does not tell. */
  onFirstPicture?: (() => void) | undefined
  /** Called with the size in which the picture is seen, in device pixels, whenever it changes; null: it is not seen. */
  onShownSize?: ((size: ShownSize | null) => void) | undefined
  /** Called when the browser refuses to play sound before the person has touched the page. */
  onPlaybackBlocked?: (() => void) | undefined
}

/** Plays a live stream and nothing but it: the element is empty while `stream` is null. */
export function VideoView(props: VideoViewProps) {
  const {
    stream,
    findPlayer,
    testId,
    label,
    isMuted = false,
    volume = 1,
    speakerId = '',
    className = '',
    fit,
    boxAspect,
    onPictureAspect,
    onFirstPicture,
    onShownSize,
    onPlaybackBlocked,
  } = props
  const isSilent = isMuted || volume === 0
  const [player] = useState(() => (stream === null ? null : (findPlayer?.(stream) ?? null)))
  const ref = useRef<HTMLVideoElement>(player)
  useShownSize(ref, onShownSize)
  const [pictureAspect, setPictureAspect] = useState<number | null>(null)

  useEffect(() => {
    const video = ref.current
    if (video === null) return
    const handleResize = () => {
      setPictureAspect(video.videoHeight > 0 ? video.videoWidth / video.videoHeight : null)
    }
    handleResize()
    video.addEventListener('resize', handleResize)
    return () => video.removeEventListener('resize', handleResize)
  }, [])

  useEffect(() => {
    onPictureAspect?.(pictureAspect)
  }, [pictureAspect, onPictureAspect])

  useEffect(() => {
    if (ref.current !== null) ref.current.volume = volume
  }, [volume])

  useEffect(() => {
    const video = ref.current
    if (video === null || !('setSinkId' in video) || video.sinkId === speakerId) return
    // One that was unplugged this instant leaves the list next, and with it this choice.
    video.setSinkId(speakerId).catch(() => undefined)
  }, [speakerId])

  useEffect(() => {
    const video = ref.current
    if (video === null) return
    // React sets `muted` as a property when it creates an element, not when it adopts one of the server's.
    // Phones of one maker play every element at full volume or not at all.
    video.muted = isSilent
    if (video.srcObject !== stream) video.srcObject = stream
    return stream === null ? undefined : keepPlaying(video, stream, () => onPlaybackBlocked?.())
  }, [stream, isSilent, onPlaybackBlocked])

  useEffect(() => {
    const video = ref.current
    if (video === null || stream === null || onFirstPicture === undefined) return
    // `loadeddata` would come with the sound, before any picture.
    if (!('requestVideoFrameCallback' in video)) return
    if (video.videoWidth > 0 && video.srcObject === stream) {
      // It had a picture before it had its place, which is seen from the first drawing of the page with it.
      let drawing = requestAnimationFrame(() => {
        drawing = requestAnimationFrame(() => onFirstPicture())
      })
      return () => cancelAnimationFrame(drawing)
    }
    const waiting = video.requestVideoFrameCallback(onFirstPicture)
    return () => video.cancelVideoFrameCallback(waiting)
  }, [stream, onFirstPicture])

  const fitClass = fit === 'contain' ? 'object-contain' : chooseFit(pictureAspect, boxAspect)
  const attributes = { testId, label, className: `size-full ${fitClass} ${className}` }
  if (player !== null) return <PlayerPlace player={player} {...attributes} />
  return (
    <video
      ref={ref}
      data-testid={testId}
      aria-label={label}
      muted={isSilent}
      autoPlay
      playsInline
      className={attributes.className}
    />
  )
}

interface PlayerPlaceProps {
  player: HTMLVideoElement
  testId: string
  label: string
  className: string
}

/** Where an element is shown that plays already, with no box of its own. */
function PlayerPlace({ player, testId, label, className }: PlayerPlaceProps) {
  const place = useRef<HTMLDivElement>(null)
  // Before it is put in its place, so that nobody meets it without its name.
  useLayoutEffect(() => {
    player.dataset.testid = testId
    player.setAttribute('aria-label', label)
    player.className = className
  }, [player, testId, label, className])
  useLayoutEffect(() => place.current?.replaceChildren(player), [player])
  return <div ref={place} className="contents" />
}
