import type { CaptureKind } from './media-errors'

/** Which device to ask for. `exact`: this one or none. `preferred`: this one if it is there. */
export type DeviceWish = { readonly exact: string } | { readonly preferred: string } | null

/**
 * What is asked of a device besides its identity.
 * Camera: 720p at 30 frames a second is what a mesh can send; as ideals, so that a lesser camera is taken as well.
 */
const BASE_CONSTRAINTS: Readonly<Record<CaptureKind, MediaTrackConstraints>> = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
}

/** @returns The constraints for one device of the kind; a null wish leaves the choice to the browser. */
export function createCaptureConstraints(kind: CaptureKind, wish: DeviceWish): MediaTrackConstraints {
  const base = BASE_CONSTRAINTS[kind]
  if (wish === null) return base
  return { ...base, deviceId: 'exact' in wish ? { exact: wish.exact } : { ideal: wish.preferred } }
}
