'use client'

import VideoOff from 'lucide-react/icons/video-off'
import { MediaToggles } from '@/components/panels/media-toggles'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { VideoView } from '@/components/ui/video-view'
import { useCall } from '@/lib/browser/store/call-store-context'
import { MediaProblem } from './media-problem'
import { MicrophoneMeter } from './microphone-meter'

function PreviewPlaceholder() {
  const t = useTranslator()
  const isStarting = useCall(({ media }) => media.camera.isStarting)
  return (
    <p
      role="status"
      data-code={isStarting ? 'camera-starting' : 'camera-off'}
      className="flex flex-col items-center gap-2"
    >
      {isStarting ? (
        <span className="ringing m-4 size-6 rounded-full" />
      ) : (
        <VideoOff className="size-8" aria-hidden="true" />
      )}
      {isStarting ? t('preview.starting') : t('preview.off')}
    </p>
  )
}

/** The person's own picture, or why there is none, with the switches of both devices. */
export function CameraPreview() {
  const t = useTranslator()
  const stream = useCall(({ media }) => media.previewStream)
  const error = useCall(({ media }) => media.camera.error)
  return (
    <div className="relative flex aspect-video flex-col overflow-clip rounded-card bg-tile text-tile-ink">
      <div className="absolute inset-0">
        <VideoView
          stream={stream}
          testId="local-video"
          label={t('lobby.preview')}
          isMuted
          className="mirrored"
        />
      </div>
      <div className="relative flex flex-1 flex-col items-center justify-center p-4">
        {error !== null && <MediaProblem code={error} />}
        {error === null && stream === null && <PreviewPlaceholder />}
      </div>
      <div className="relative flex items-center justify-center gap-3 p-3">
        <MediaToggles />
        <span className="inline-flex h-12 items-center rounded-full bg-tile/80 px-3">
          <MicrophoneMeter />
        </span>
      </div>
    </div>
  )
}
