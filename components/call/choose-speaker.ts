import type { MediaDeviceChoice } from '@/lib/browser/store/state'

/** @returns Where to play, for `setSinkId`: what the person chose while it is there, else the browser's default, which is ''. */
export function chooseSpeaker(speakerId: string | null, speakers: readonly MediaDeviceChoice[]): string {
  return speakers.some(({ id }) => id === speakerId) ? (speakerId ?? '') : ''
}
