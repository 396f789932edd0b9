'use client'

import Mic from 'lucide-react/icons/mic'
import MicOff from 'lucide-react/icons/mic-off'
import Video from 'lucide-react/icons/video'
import VideoOff from 'lucide-react/icons/video-off'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'

/** The switches of microphone and camera; busy while their device starts. */
export function MediaToggles() {
  const t = useTranslator()
  const actions = useCallActions()
  const microphone = useCall(({ media }) => media.microphone)
  const camera = useCall(({ media }) => media.camera)
  const isMutedByHost = useCall((state) => state.isMutedByHost)
  const isMicrophoneOn = !isMutedByHost && (microphone.isOn || microphone.isStarting)
  const isCameraOn = camera.isOn || camera.isStarting
  return (
    <>
      <IconButton
        label={isMicrophoneOn ? t('media.mute') : t('media.unmute')}
        icon={isMicrophoneOn ? <Mic className="size-5" /> : <MicOff className="size-5" />}
        kind={isMicrophoneOn ? 'quiet' : 'off'}
        isBusy={microphone.isStarting}
        obstacle={isMutedByHost ? t('notice.muted-by-host') : null}
        onClick={actions.toggleMicrophone}
      />
      <IconButton
        label={isCameraOn ? t('media.cameraOff') : t('media.cameraOn')}
        icon={isCameraOn ? <Video className="size-5" /> : <VideoOff className="size-5" />}
        kind={isCameraOn ? 'quiet' : 'off'}
        isBusy={camera.isStarting}
        onClick={actions.toggleCamera}
      />
    </>
  )
}
