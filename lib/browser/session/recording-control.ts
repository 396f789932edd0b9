import {
  type RecordedPerson,
  type RecordingScene,
  selectRecordingScene,
} from '@/lib/browser/recording/recording-scene'
import type { CallEvent } from '@/lib/browser/store/call-event'
import {
  type KeptRecordingView,
  type ParticipantView,
  RECORDING_OFF,
  type RecordingState,
} from '@/lib/browser/store/state'
import { RecordedViews, type WatchPicture } from './recorded-views'

/** A recording under way; see lib/browser/recording/call-recorder.ts. */
export interface RunningRecorder {
  setScene(scene: RecordingScene): void
  stop(): Promise<void>
}

/** Begins to record. */
export type StartRecorder = (
  scene: RecordingScene,
  startedAtMs: number,
  onFailure: () => void,
) => Promise<RunningRecorder>

/** The recordings that lie in this browser; see lib/browser/recording/recording-files.ts. */
export interface RecordingFiles {
  listRecordings(): Promise<readonly KeptRecordingView[]>
  saveRecording(recording: KeptRecordingView): Promise<void>
  deleteRecording(id: string): Promise<void>
}

export interface RecordingControlOptions {
  readonly environment: {
    readonly epochMs: () => number
    readonly loadRecorder: () => Promise<StartRecorder>
    readonly loadRecordingFiles: () => Promise<RecordingFiles>
  }
  readonly onEvent: (event: CallEvent) => void
  /** It could not begin, or broke off. */
  readonly onFailure: () => void
  /** The others are to be told: before anything is kept, and after the last of it. */
  readonly onRecording: (isRecording: boolean) => void
  readonly describeSelf: () => RecordedPerson
  /** Asks others for their pictures, wherever they are shown. */
  readonly watchPicture: WatchPicture
}

/**
 * What the person records in one stay, at most one recording at a time, told to the others (docs/protocol.md, R1), and the recordings
 * that lie in this browser. Nothing rejects: what goes wrong is told to `onFailure`.
 */
export class RecordingControl {
  readonly #options: RecordingControlOptions
  readonly #views: RecordedViews
  #participants: readonly ParticipantView[] = []
  #kept: readonly KeptRecordingView[] = []
  #state: RecordingState = RECORDING_OFF
  #recorder: RunningRecorder | null = null
  #isClosed = false

  constructor(options: RecordingControlOptions) {
    this.#options = options
    this.#views = new RecordedViews(options.watchPicture)
  }

  /** @param personId whose camera and voice alone; null for the whole call */
  async start(personId: string | null): Promise<void> {
    if (this.#isClosed || this.#state.status !== 'off') return
    const starting: RecordingState = { status: 'starting', personId, startedAt: null }
    this.#setState(starting)
    this.#options.onRecording(true)
    const { environment } = this.#options
    const startedAt = environment.epochMs()
    try {
      const startRecorder = await environment.loadRecorder()
      const recorder = await startRecorder(this.#describeScene(), startedAt, () => this.#handleFailure())
      if (this.#state !== starting) {
        await recorder.stop()
        return
      }
      this.#recorder = recorder
      this.#setState({ status: 'on', personId, startedAt })
      this.refresh()
    } catch {
      if (this.#state === starting) this.#handleFailure()
    }
  }

  /** Idempotent. Resolves when all is written. */
  async stop(): Promise<void> {
    await this.#end()
    if (!this.#isClosed && this.#state.status === 'off') this.#options.onRecording(false)
  }

  /** Those who are in the call are those who are recorded; its end is the recording's. */
  handleEvent(event: CallEvent): void {
    if (event.type === 'room-changed') {
      this.#participants = event.room.participants
      this.refresh()
    } else if (event.type === 'call-ended') {
      void this.#end()
    }
  }

  /** Somebody's tracks may be others now. */
  refresh(): void {
    if (this.#recorder === null) return
    const scene = this.#describeScene()
    this.#recorder.setScene(scene)
    const others = new Set(this.#participants.map(({ id }) => id))
    this.#views.retain(scene.tiles.filter(({ personId }) => others.has(personId)))
  }

  async findKept(): Promise<void> {
    try {
      const files = await this.#options.environment.loadRecordingFiles()
      this.#kept = await files.listRecordings()
      this.#options.onEvent({ type: 'recordings-found', kept: this.#kept })
    } catch {
      // A browser without a file system of its own keeps no recordings either.
    }
  }

  async save(id: string): Promise<void> {
    const recording = this.#kept.find((one) => one.id === id)
    if (recording === undefined) return
    await this.#withFiles((files) => files.saveRecording(recording))
  }

  async delete(id: string): Promise<void> {
    await this.#withFiles((files) => files.deleteRecording(id))
    await this.findKept()
  }

  /** Idempotent and final: what was recorded until now is kept. */
  close(): void {
    this.#isClosed = true
    void this.#end()
  }

  async #end(): Promise<void> {
    if (this.#state.status === 'off') return
    const recorder = this.#recorder
    this.#recorder = null
    this.#views.retain([])
    this.#setState(RECORDING_OFF)
    if (recorder === null) return
    await recorder.stop().catch(() => this.#options.onFailure())
    await this.findKept()
  }

  #handleFailure(): void {
    if (this.#state.status === 'off') return
    this.#options.onFailure()
    void this.stop()
  }

  async #withFiles(act: (files: RecordingFiles) => Promise<void>): Promise<void> {
    try {
      await act(await this.#options.environment.loadRecordingFiles())
    } catch {
      this.#options.onFailure()
    }
  }

  #setState(recording: RecordingState): void {
    this.#state = recording
    this.#options.onEvent({ type: 'recording-changed', recording })
  }

  #describeScene(): RecordingScene {
    const { personId } = this.#state
    const others = this.#participants.filter(({ isInCall }) => isInCall).map(toRecordedPerson)
    const people = [this.#options.describeSelf(), ...others]
    return selectRecordingScene(people, personId === null ? 'call' : { personId })
  }
}

function toRecordedPerson(view: ParticipantView): RecordedPerson {
  const { id, name, isCameraOn, isMuted, stream, screenStream } = view
  return {
    id,
    name,
    isCameraOn,
    isMuted,
    audio: stream?.getAudioTracks()[0] ?? null,
    video: stream?.getVideoTracks()[0] ?? null,
    screenVideo: screenStream?.getVideoTracks()[0] ?? null,
    screenAudio: screenStream?.getAudioTracks()[0] ?? null,
  }
}
