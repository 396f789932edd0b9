import { useCall } from '@/lib/browser/store/call-store-context'
import { chooseSpeaker } from './choose-speaker'

/** How what comes of a participant is to be played here, for the element that plays it. */
export function usePlayback(participantId: string): { volume: number; speakerId: string } {
  const volume = useCall(({ sound }) => sound.volumes[participantId] ?? 1)
  const speakerId = useCall(({ sound, media }) => chooseSpeaker(sound.speakerId, media.speakers))
  return { volume, speakerId }
}
