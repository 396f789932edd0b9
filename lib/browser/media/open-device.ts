import { createCaptureConstraints } from './capture-constraints'
import { type CaptureKind, type DeviceFailure, deviceFailureOf } from './media-errors'

/** What a request for one device came to. The receiver of a track owns it: adopts it or stops it. */
export type OpenResult =
  | { readonly ok: true; readonly track: MediaStreamTrack }
  | { readonly ok: false; readonly failure: DeviceFailure }

/** The part of `navigator.mediaDevices` that opens devices; undefined on an insecure origin. */
export type DeviceSource = Pick<MediaDevices, 'getUserMedia'> | undefined

/** Asks for this device, or with null for the browser's default. Never rejects. */
export async function openDevice(
  source: DeviceSource,
  kind: CaptureKind,
  deviceId: string | null,
): Promise<OpenResult> {
  if (source === undefined) return { ok: false, failure: 'insecure-origin' }
  try {
    const constraints = createCaptureConstraints(kind, deviceId)
    const stream = await source.getUserMedia(
      kind === 'microphone' ? { audio: constraints } : { video: constraints },
    )
    return pickTrack(stream, kind)
  } catch (error) {
    return { ok: false, failure: deviceFailureOf(error) }
  }
}

/**
 * Asks for microphone and camera with one prompt. Never rejects; the receiver of each result owns its track.
 * A chosen device that is gone costs neither the single prompt nor the other choice: browsers find out before they prompt,
 * so the request is repeated with fewer choices.
 * When it still fails, both results fail and nothing is known about which device was at fault: ask for each alone.
 */
export function openDevicesTogether(
  source: DeviceSource,
  microphoneId: string | null,
  cameraId: string | null,
): Readonly<Record<CaptureKind, Promise<OpenResult>>> {
  const stream = requestBoth(source, microphoneId, cameraId)
  const resultFor = (kind: CaptureKind) =>
    stream.then(
      (opened) => pickTrack(opened, kind),
      (error: unknown): OpenResult => ({ ok: false, failure: deviceFailureOf(error) }),
    )
  return { microphone: resultFor('microphone'), camera: resultFor('camera') }
}

async function requestBoth(
  source: DeviceSource,
  microphoneId: string | null,
  cameraId: string | null,
): Promise<MediaStream> {
  if (source === undefined) throw new DOMException('No devices on an insecure origin', 'SecurityError')
  for (const [microphone, camera] of listChoices(microphoneId, cameraId)) {
    try {
      return await source.getUserMedia({
        audio: createCaptureConstraints('microphone', microphone),
        video: createCaptureConstraints('camera', camera),
      })
    } catch (error) {
      if (deviceFailureOf(error) !== 'missing') throw error
    }
  }
  throw new DOMException('No choice of devices was met', 'NotFoundError')
}

type Choice = readonly [microphoneId: string | null, cameraId: string | null]

/** @returns What to ask for in turn: both choices, one of them, the defaults; without repetition. */
function listChoices(microphoneId: string | null, cameraId: string | null): readonly Choice[] {
  if (microphoneId === null && cameraId === null) return [[null, null]]
  if (microphoneId === null || cameraId === null) {
    return [
      [microphoneId, cameraId],
      [null, null],
    ]
  }
  return [
    [microphoneId, cameraId],
    [null, cameraId],
    [microphoneId, null],
    [null, null],
  ]
}

/** A device that was unplugged while the prompt was open delivers a track that has already ended. */
function pickTrack(stream: MediaStream, kind: CaptureKind): OpenResult {
  const tracks = kind === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks()
  const track = tracks[0]
  if (track === undefined || track.readyState === 'ended') return { ok: false, failure: 'missing' }
  return { ok: true, track }
}
