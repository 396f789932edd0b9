import {
  type FilterErrorCode,
  LocalMedia,
  type LocalMediaSnapshot,
  type LocalTracks,
  type MediaNotice,
} from '@/lib/browser/media/local-media'
import { type FakeDevice, FakeMediaDevices } from './fake-media-devices'
import { FakeAudioContext } from './media-fake-audio-context'
import { FakeMediaStream } from './media-fake-tracks'

/** Two of each kind; the built-in ones come first and so are the defaults. */
export const DEVICES = {
  microphone: { kind: 'microphone', id: 'mic-built-in', label: 'Built-in microphone' },
  headset: { kind: 'microphone', id: 'mic-headset', label: 'Headset' },
  camera: { kind: 'camera', id: 'cam-built-in', label: 'Built-in camera' },
  webcam: { kind: 'camera', id: 'cam-usb', label: 'USB webcam' },
} as const satisfies Record<string, FakeDevice>

/** A LocalMedia over scripted devices, and a record of everything it told. */
export interface MediaHarness {
  readonly devices: FakeMediaDevices
  readonly audioContexts: FakeAudioContext[]
  readonly media: LocalMedia
  readonly snapshots: LocalMediaSnapshot[]
  readonly handedOut: LocalTracks[]
  readonly notices: MediaNotice[]
  readonly filterFailures: FilterErrorCode[]
  /** Tracks that had ended when they were handed out: always empty. */
  readonly endedHandouts: MediaStreamTrack[]
  /** Tracks that were stopped while the last word to the outside still was to send them: always empty. */
  readonly earlyStops: MediaStreamTrack[]
}

/** Sets up a page with these devices plugged in; `isInsecure`: one without `navigator.mediaDevices`. */
export function createMediaHarness(
  plugged: readonly FakeDevice[] = Object.values(DEVICES),
  { isInsecure = false } = {},
): MediaHarness {
  const devices = new FakeMediaDevices(plugged)
  const audioContexts: FakeAudioContext[] = []
  const snapshots: LocalMediaSnapshot[] = []
  const handedOut: LocalTracks[] = []
  const notices: MediaNotice[] = []
  const filterFailures: FilterErrorCode[] = []
  const endedHandouts: MediaStreamTrack[] = []
  const earlyStops: MediaStreamTrack[] = []
  const media = new LocalMedia({
    mediaDevices: isInsecure ? undefined : devices,
    createAudioContext: () => {
      const context = new FakeAudioContext()
      audioContexts.push(context)
      return context
    },
    createMediaStream: (tracks) => new FakeMediaStream(tracks),
    onChange: (snapshot) => snapshots.push(snapshot),
    onTracks: (tracks) => {
      for (const track of listTracks(tracks)) {
        if (track.readyState === 'ended') endedHandouts.push(track)
        watchStop(track)
      }
      handedOut.push(tracks)
    },
    onNotice: (notice) => notices.push(notice),
    onFilterFailure: (code) => filterFailures.push(code),
  })
  const watched = new WeakSet<MediaStreamTrack>()
  function watchStop(track: MediaStreamTrack): void {
    if (watched.has(track)) return
    watched.add(track)
    const stop = track.stop.bind(track)
    track.stop = () => {
      const current = handedOut.at(-1)
      if (current !== undefined && listTracks(current).includes(track)) earlyStops.push(track)
      stop()
    }
  }
  return {
    devices,
    audioContexts,
    media,
    snapshots,
    handedOut,
    notices,
    filterFailures,
    endedHandouts,
    earlyStops,
  }
}

function listTracks(tracks: LocalTracks): MediaStreamTrack[] {
  const { audio, video, screenVideo, screenAudio } = tracks
  return [audio, video, screenVideo, screenAudio].filter((track) => track !== null)
}

/** Lets everything that needs no person come to rest: the fakes settle in microtasks, and a macrotask comes after all of these. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
