import type { RecordingScene } from '@/lib/browser/recording/recording-scene'
import type { RecordingFiles, RunningRecorder } from '@/lib/browser/session/recording-control'
import type { KeptRecordingView } from '@/lib/browser/store/state'

/** What records and keeps recordings, without a browser: remembers each scene that it was shown, and keeps a line for each recording. */
export class FakeRecordings implements RecordingFiles {
  /** Of the recording under way, and of those before. */
  readonly scenes: RecordingScene[] = []
  readonly saved: string[] = []
  kept: KeptRecordingView[] = []
  running = 0
  /** Beginning a recording fails from now on. */
  isBroken = false
  /** As a disk that is full tells it. */
  fail: () => void = () => undefined

  readonly startRecorder = async (
    scene: RecordingScene,
    startedAtMs: number,
    onFailure: () => void,
  ): Promise<RunningRecorder> => {
    if (this.isBroken) throw new DOMException('As the test asked for', 'QuotaExceededError')
    this.running += 1
    this.scenes.push(scene)
    this.fail = onFailure
    return {
      setScene: (next) => void this.scenes.push(next),
      stop: async () => {
        this.running -= 1
        const id = `${startedAtMs}-fake${this.kept.length}`
        this.kept = [{ id, startedAtMs, durationMs: 1_000, bytes: 1_000 }, ...this.kept]
      },
    }
  }

  async listRecordings(): Promise<readonly KeptRecordingView[]> {
    return this.kept
  }

  async saveRecording({ id }: KeptRecordingView): Promise<void> {
    this.saved.push(id)
  }

  async deleteRecording(id: string): Promise<void> {
    this.kept = this.kept.filter((one) => one.id !== id)
  }
}
