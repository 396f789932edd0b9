/** The two things that capture a person. */
export type CaptureKind = 'microphone' | 'camera'

/** Why a device gives nothing; the interface has a text for each. The same codes as the store's. */
export type MediaErrorCode =
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'camera-denied'
  | 'camera-missing'
  | 'camera-busy'
  | 'camera-lost'
  | 'screen-denied'
  | 'screen-failed'
  | 'insecure-origin'

/**
 * Why a request for a device was not met.
 * `denied`: by the person, the browser's policy or the system. `missing`: no such device. `busy`: it is there but cannot be started.
 * `insecure-origin`: the page was not served over TLS or from localhost, so the browser offers no devices at all.
 */
export type DeviceFailure = 'denied' | 'missing' | 'busy' | 'insecure-origin'

/**
 * Reads what `getUserMedia` rejected with (Media Capture and Streams, section 10.2.1) as one of three reasons.
 * An unknown error counts as `busy`: the device may be there, and asking again is the advice to give.
 */
export function deviceFailureOf(error: unknown): DeviceFailure {
  switch (errorNameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    default:
      return 'busy'
  }
}

/** @returns The code under which the interface tells of a device's failure; `lost` is a device that was delivering. */
export function captureErrorCode(kind: CaptureKind, failure: DeviceFailure | 'lost'): MediaErrorCode {
  return failure === 'insecure-origin' ? failure : `${kind}-${failure}`
}

/** Reads what `getDisplayMedia` rejected with. `screen-denied` is mostly a person who closed the picker, so nothing to alarm them about. */
export function screenErrorCode(error: unknown): MediaErrorCode {
  return errorNameOf(error) === 'NotAllowedError' ? 'screen-denied' : 'screen-failed'
}

/** By name and not by class: browsers differ in whether OverconstrainedError is a DOMException. */
function errorNameOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'name' in error ? error.name : null
}
