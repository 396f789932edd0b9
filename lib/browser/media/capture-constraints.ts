import type { CaptureKind } from './media-errors'

/**
 * What is asked of a device besides its identity.
 * Camera: 720p at 30 frames a second is what a mesh can send; as ideals, so that a lesser camera is taken as well.
 */
const BASE_CONSTRAINTS: Readonly<Record<CaptureKind, MediaTrackConstraints>> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
}

/**
 * @param deviceId This device or none; null leaves the choice to the browser. Exact, for as an ideal it is outweighed
 * in Chromium by the sum of small differences in size and frame rate.
 */
export function createCaptureConstraints(kind: CaptureKind, deviceId: string | null): MediaTrackConstraints {
  const base = BASE_CONSTRAINTS[kind]
  return deviceId === null ? base : { ...base, deviceId: { exact: deviceId } }
}

/** @returns The same request, with the browser's own suppression of noise on or off where it asks for sound. */
export function withNoiseSuppression(
  constraints: MediaStreamConstraints,
  isOn: boolean,
): MediaStreamConstraints {
  const { audio } = constraints
  if (typeof audio !== 'object') return constraints
  return { ...constraints, audio: { ...audio, noiseSuppression: isOn } }
}
