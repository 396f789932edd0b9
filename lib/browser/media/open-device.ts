import { createCaptureConstraints, type DeviceWish } from './capture-constraints'
import { type CaptureKind, type DeviceFailure, deviceFailureOf } from './media-errors'

/** What a request for one device came to. The receiver of a track owns it: adopts it or stops it. */
export type OpenResult =
  | { readonly ok: true; readonly track: MediaStreamTrack }
  | { readonly ok: false; readonly failure: DeviceFailure }

/** The part of `navigator.mediaDevices` that opens devices; undefined on an insecure origin. */
export type DeviceSource = Pick<MediaDevices, 'getUserMedia'> | undefined

/** Asks for one device. Never rejects. */
export async function openDevice(
  source: DeviceSource,
  kind: CaptureKind,
  wish: DeviceWish,
): Promise<OpenResult> {
  if (source === undefined) return { ok: false, failure: 'insecure-origin' }
  try {
    const constraints = createCaptureConstraints(kind, wish)
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
 * A chosen device that is gone does not cost the single prompt: the request is repeated with the choices as preferences.
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
  const request = (wishFor: (id: string) => DeviceWish) =>
    source.getUserMedia({
      audio: createCaptureConstraints('microphone', microphoneId === null ? null : wishFor(microphoneId)),
      video: createCaptureConstraints('camera', cameraId === null ? null : wishFor(cameraId)),
    })
  try {
    return await request((exact) => ({ exact }))
  } catch (error) {
    const isChoiceGone = deviceFailureOf(error) === 'missing' && (microphoneId !== null || cameraId !== null)
    if (!isChoiceGone) throw error
    return await request((preferred) => ({ preferred }))
  }
}

/** A device that was unplugged while the prompt was open delivers a track that has already ended. */
function pickTrack(stream: MediaStream, kind: CaptureKind): OpenResult {
  const tracks = kind === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks()
  const track = tracks[0]
  if (track === undefined || track.readyState === 'ended') return { ok: false, failure: 'missing' }
  return { ok: true, track }
}
