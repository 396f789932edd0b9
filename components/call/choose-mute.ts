/** By whom somebody is not heard; null where they are. */
export type Mute = 'self' | 'host' | null

/** A host's mute is what counts: it holds whatever the microphone says. */
export function chooseMute(isMicrophoneOn: boolean, isMutedByHost: boolean): Mute {
  if (isMutedByHost) return 'host'
  return isMicrophoneOn ? null : 'self'
}
