import { CallPicture } from './call-picture'
import { CallSound } from './call-sound'
import { RECORDING_TYPE } from './mend-recording'
import { RecordingFolder } from './recording-files'
import type { RecordingScene } from './recording-scene'

/** What a crash may cost at most. */
const PIECE_MS = 1_000
/** Faces and slides at 720 lines; an hour is about 1.1 GB. */
const BITS_PER_SECOND = { videoBitsPerSecond: 2_300_000, audioBitsPerSecond: 96_000 }
const MIME_TYPE = `${RECORDING_TYPE};codecs=vp8,opus`

/** A recording under way. */
export interface Recorder {
  /** Shows and plays this from now on. */
  setScene(scene: RecordingScene): void
  /** Ends the recording. Resolves when all of it is written. */
  stop(): Promise<void>
}

/**
 * Begins to record. Rejects where there is no room on the disk, or no way to record.
 * @param startedAtMs milliseconds since the epoch
 * @param onFailure It cannot go on: the disk is full, or the encoder gave up. What was written stays. May come more than once.
 */
export async function startRecorder(
  scene: RecordingScene,
  startedAtMs: number,
  onFailure: () => void,
): Promise<Recorder> {
  const folder = await RecordingFolder.create(startedAtMs)
  const recorder = new CallRecorder(folder, onFailure)
  recorder.setScene(scene)
  recorder.begin()
  return recorder
}

/**
 * Records a call as one picture and one sound, straight to the disk. The recorder's two tracks stay the same from beginning to end:
 * devices, people and screens change in what is drawn and mixed.
 */
class CallRecorder implements Recorder {
  readonly #picture: CallPicture
  readonly #sound: CallSound
  readonly #recorder: MediaRecorder
  readonly #folder: RecordingFolder
  readonly #ended: Promise<void>

  constructor(folder: RecordingFolder, onFailure: () => void) {
    this.#folder = folder
    this.#picture = new CallPicture()
    this.#sound = new CallSound()
    this.#recorder = new MediaRecorder(new MediaStream([this.#picture.track, this.#sound.track]), {
      mimeType: MIME_TYPE,
      ...BITS_PER_SECOND,
    })
    this.#recorder.addEventListener('dataavailable', ({ data }) => {
      folder.append(data).catch(onFailure)
    })
    this.#recorder.addEventListener('error', onFailure)
    this.#ended = new Promise((resolve) => this.#recorder.addEventListener('stop', () => resolve()))
  }

  begin(): void {
    this.#recorder.start(PIECE_MS)
  }

  setScene({ tiles, sounds }: RecordingScene): void {
    this.#picture.setTiles(tiles)
    this.#sound.setTracks(sounds)
  }

  async stop(): Promise<void> {
    if (this.#recorder.state !== 'inactive') {
      this.#recorder.stop()
      await this.#ended
    }
    this.#picture.close()
    this.#sound.close()
    await this.#folder.close()
  }
}
