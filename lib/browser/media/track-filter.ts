/** Why a filter could not run, or no longer can; the interface has a text for each. */
export type FilterErrorCode = 'voice-filter-failed' | 'background-failed' | 'background-too-slow'

/** A filter at work. Whoever started it owns its output. */
export interface RunningFilter {
  readonly track: MediaStreamTrack
  /** Idempotent: ends the output and lets go of the input, which is not stopped. */
  stop(): void
}

/**
 * Starts a filter over a track; resolves when the first of its output is there, and rejects where it cannot be had.
 * @param options.signal Gives up the start: what it has opened is closed, and the promise rejects.
 * @param options.onFailure It ran and cannot go on. Not called after `stop()`.
 */
export type StartFilter = (
  input: MediaStreamTrack,
  options: { readonly signal: AbortSignal; onFailure(code: FilterErrorCode): void },
) => Promise<RunningFilter>

export interface TrackFilterOptions {
  /** What a start that was refused is called. */
  readonly failureCode: FilterErrorCode
  /**
   * Whether the input itself goes out until the filter runs. Where it hides something it must not: then a new input is
   * withheld, and only one that was out already, before there was a filter, stays out until the filter takes over.
   */
  readonly mayPassPlain: boolean
  /** The output may have changed. What is no longer put out is stopped only after this has returned. */
  onChange(): void
  /** The filter is off from now on; a hiding one withholds its input until that is taken away or another filter is set. */
  onFailure(code: FilterErrorCode): void
}

interface Run {
  readonly input: MediaStreamTrack
  readonly abort: AbortController
  running: RunningFilter | null
}

/**
 * Owns the filter between a capture and what is sent of it: runs one over each input that comes, and puts out the filtered
 * track from its first frame on. A change of filter is gapless: the one before stays out until the next has its first frame.
 */
export class TrackFilter {
  readonly #options: TrackFilterOptions
  #start: StartFilter | null = null
  #input: MediaStreamTrack | null = null
  /** The input went out as it is, so that nothing of it is a secret any more. */
  #isPlainOut = false
  /** What is put out, and what shall take its place. */
  #current: Run | null = null
  #next: Run | null = null
  #hasFailed = false

  constructor(options: TrackFilterOptions) {
    this.#options = options
  }

  /** @returns What may be sent now; null: nothing. Carries the input's mute. */
  getTrack(): MediaStreamTrack | null {
    const input = this.#input
    if (input?.readyState !== 'live') return null
    const filtered = this.#current?.running?.track ?? null
    if (filtered !== null) return filtered
    if (this.#start === null && !this.#hasFailed) return input
    return this.#options.mayPassPlain || (this.#isPlainOut && !this.#hasFailed) ? input : null
  }

  /** Filters by this from now on; null: not at all. */
  setFilter(start: StartFilter | null): void {
    if (this.#start === start && !this.#hasFailed) return
    this.#start = start
    this.#hasFailed = false
    this.#next?.abort.abort()
    this.#next = null
    if (start === null) this.#putOut(null)
    else this.#run()
  }

  /**
   * Takes the capture's track, or its mute. Called before a change of the capture is told.
   * @returns Stops what the input before needed; call it when the change has been told.
   */
  setInput(input: MediaStreamTrack | null): () => void {
    const output = this.#current?.running?.track
    if (output !== undefined && input !== null) output.enabled = input.enabled
    if (input === this.#input) return () => undefined
    const retired = [this.#current, this.#next]
    this.#input = input
    this.#current = null
    this.#next = null
    this.#isPlainOut = this.#start === null && !this.#hasFailed && input !== null
    if (input === null) this.#hasFailed = false
    else if (this.#start !== null) this.#run()
    return () => {
      for (const run of retired) endRun(run)
    }
  }

  #run(): void {
    const input = this.#input
    const start = this.#start
    if (input === null || start === null) return
    const abort = new AbortController()
    const run: Run = { input, abort, running: null }
    this.#next = run
    const onFailure = (code: FilterErrorCode) => {
      if (run === this.#current || run === this.#next) this.#fail(code)
    }
    start(input, { signal: abort.signal, onFailure }).then(
      (running) => this.#adopt(run, running),
      () => onFailure(this.#options.failureCode),
    )
  }

  #adopt(run: Run, running: RunningFilter): void {
    if (this.#next !== run) {
      running.stop()
      return
    }
    running.track.enabled = run.input.enabled
    run.running = running
    this.#next = null
    this.#putOut(run)
  }

  #putOut(run: Run | null): void {
    const before = this.#current
    this.#current = run
    // Unfiltered by the person's own wish, it is out from here on.
    this.#isPlainOut = run === null && this.#input !== null
    this.#options.onChange()
    endRun(before)
  }

  #fail(code: FilterErrorCode): void {
    const retired = [this.#current, this.#next]
    this.#current = null
    this.#next = null
    this.#start = null
    this.#hasFailed = !this.#options.mayPassPlain
    this.#options.onChange()
    for (const run of retired) endRun(run)
    this.#options.onFailure(code)
  }
}

function endRun(run: Run | null): void {
  run?.abort.abort()
  run?.running?.stop()
}
