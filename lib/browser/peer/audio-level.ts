import type { LinkConnection } from './link-connection'

/**
 * How loud the peer's microphone is, by the last packet that was played (W3C WebRTC §5.5, RTCRtpSynchronizationSource).
 * @returns 0 (silence, or nothing known) to 1 (full scale), linear.
 */
export function readAudioLevel(connection: Pick<LinkConnection, 'getTransceivers'>): number {
  // The microphone's transceiver comes before those of screens, which may have sound as well.
  const microphone = connection.getTransceivers().find(({ receiver }) => receiver.track.kind === 'audio')
  return microphone?.receiver.getSynchronizationSources()[0]?.audioLevel ?? 0
}
