import type { FindingCode } from './finding'

export interface BrowserFacts {
  /** W3C Secure Contexts: without one there is no camera. */
  readonly isSecure: boolean
  readonly hasPeerConnection: boolean
  readonly hasCapture: boolean
}

export function judgeBrowser({ isSecure, hasPeerConnection, hasCapture }: BrowserFacts): FindingCode {
  if (!isSecure) return 'page-not-secure'
  return hasPeerConnection && hasCapture ? 'browser-able' : 'browser-too-old'
}

/** How many of each there are. */
export interface DeviceFacts {
  readonly microphones: number
  readonly cameras: number
}

export function judgeDevices({ microphones, cameras }: DeviceFacts): FindingCode {
  if (microphones === 0) return cameras === 0 ? 'devices-missing' : 'microphone-missing'
  return cameras === 0 ? 'camera-missing' : 'devices-there'
}

/** @param states of microphone and camera (W3C Permissions §5.1); `prompt` too where the browser does not tell */
export function judgePermissions(states: readonly PermissionState[]): FindingCode {
  if (states.includes('denied')) return 'permission-denied'
  return states.every((state) => state === 'granted') ? 'permission-granted' : 'permission-asked'
}

/** What a connection to our server came to. */
export interface ServerFacts {
  /** Of one request; null: no answer. */
  readonly roundTripMs: number | null
  readonly isWebSocket: boolean
}

export function judgeServer({ roundTripMs, isWebSocket }: ServerFacts): FindingCode {
  if (roundTripMs === null) return 'server-unreachable'
  return isWebSocket ? 'server-reached' : 'server-by-polling'
}

/** What media through one relay came to. */
export interface RelayFacts {
  readonly isConnected: boolean
  readonly hasPicture: boolean
  readonly roundTripMs: number | null
  readonly kbps: number | null
  /** What the relay said where it gave no address (RFC 8489 §14.8); null: nothing. */
  readonly errorCode: number | null
}

/** Credentials that are not accepted, as one last word or another. */
const REFUSALS: readonly number[] = [401, 403, 438, 441]

export function judgeRelay({ isConnected, hasPicture, errorCode }: RelayFacts): FindingCode {
  if (hasPicture) return 'relay-carries'
  if (isConnected) return 'relay-silent'
  return errorCode !== null && REFUSALS.includes(errorCode) ? 'relay-refused' : 'relay-unreachable'
}

/** What one picture of good quality and a voice take. */
const ENOUGH_KBPS = 800

/** @param kbps through the best relay; null where none was measured */
export function judgeBandwidth(kbps: number | null): FindingCode {
  if (kbps === null) return 'bandwidth-unmeasured'
  return kbps < ENOUGH_KBPS ? 'bandwidth-low' : 'bandwidth-good'
}
