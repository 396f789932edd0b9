import { type CaptureKind, captureErrorCode, type DeviceFailure, type MediaErrorCode } from './media-errors'
import { type DeviceSource, type OpenResult, openDevice } from './open-device'

/** One capture device as the interface shows it. */
export interface CaptureSnapshot {
  /** The person wants it on and it delivers. */
  readonly isOn: boolean
  /** A request for a device is under way; a device that is being replaced delivers meanwhile. */
  readonly isStarting: boolean
  /** The device in use, else the chosen one; null: the browser's default. */
  readonly deviceId: string | null
  readonly error: MediaErrorCode | null
}

/**
 * Something that happened to a device, for a person to hear of once.
 * `…-lost`: it was unplugged. Other capture codes: a chosen device could not be used.
 * `screen-denied`: the person closed the picker. `screen-failed`, `insecure-origin`: the screen cannot be shared.
 */
export interface MediaNotice {
  readonly code: MediaErrorCode
  /** The label of the device that is used instead; null: there is none. */
  readonly fallbackLabel: string | null
}

/** What a capture needs from its owner. */
export interface CaptureOptions {
  readonly kind: CaptureKind
  readonly source: DeviceSource
  /** The snapshot or the track may have changed. A track is stopped only after the change that withdraws it was told. */
  onChange(): void
  onNotice(notice: MediaNotice): void
}

interface CurrentTrack {
  readonly track: MediaStreamTrack
  /** The choice that this track serves, even where another device had to stand in; null: the browser's default. */
  requestedId: string | null
  /** Which asking it came of; an earlier one than the latest is outdated. */
  revision: number
  readonly isFallback: boolean
  readonly openedAtMs: number
  readonly listeners: AbortController
}

/** A stand-in that ends this soon is a driver in a loop and not a person unplugging: give up instead of following it. */
const FLAPPING_MS = 2_000

/**
 * Owns the one open track of a microphone or a camera, and brings what is open to what is wished:
 * one request at a time, and whatever arrives is adopted if it still serves the latest wish, else stopped at once.
 *
 * A microphone that is off keeps its track, disabled, so that unmuting is instant; one that was never on opens no device.
 * A camera that is off is closed, so that its light goes out.
 */
export class Capture {
  private readonly options: CaptureOptions
  private current: CurrentTrack | null = null
  private chosenId: string | null = null
  /** The device should be open. */
  private isWanted = false
  /** How often what is asked of a device has changed. */
  private revision = 0
  /** The person wants to be heard or seen. Outlives failures and switches: mute stays mute. */
  private isEnabled = false
  private error: MediaErrorCode | null = null
  private isOpening = false
  private settled: Promise<void> = Promise.resolve()
  private isRecovering = false
  private isClosed = false
  /** A request made together with the other kind's; stands in for the next request of this one. */
  private sharedRequest: Promise<OpenResult> | null = null

  constructor(options: CaptureOptions) {
    this.options = options
  }

  getSnapshot(): CaptureSnapshot {
    const track = this.getTrack()
    return {
      isOn: this.isEnabled && track !== null,
      isStarting: this.isOpening && this.isWanted,
      deviceId: track?.getSettings().deviceId ?? this.chosenId,
      error: this.error,
    }
  }

  /** @returns The live track, on or muted. A track may have ended before its event is delivered, so the state is asked. */
  getTrack(): MediaStreamTrack | null {
    return this.current?.track.readyState === 'live' ? this.current.track : null
  }

  getChosenId(): string | null {
    return this.chosenId
  }

  /** @returns Whether turning it on would send a request right now. */
  isIdle(): boolean {
    return !this.isOpening && this.current === null
  }

  /** Resolves when no request is under way any more, whatever it came to. */
  whenSettled(): Promise<void> {
    return this.settled
  }

  /** Turns it on by a request that was made together with the other kind's; a failure of that request is not yet one of this device. */
  turnOnBy(request: Promise<OpenResult>): void {
    this.sharedRequest = request
    this.setOn(true)
  }

  setOn(isOn: boolean): void {
    if (this.isClosed) return
    this.isEnabled = isOn
    this.isWanted = isOn || (this.options.kind === 'microphone' && this.current !== null)
    this.isRecovering = this.isRecovering && this.isWanted
    this.error = null
    this.apply()
  }

  /** Uses this device from now on, at once if one is open or has failed; null or an empty id (no access granted yet): the browser's default. */
  select(deviceId: string | null): void {
    if (this.isClosed) return
    this.chosenId = deviceId || null
    if (this.current !== null && this.getTrack()?.getSettings().deviceId === this.chosenId) {
      this.current.requestedId = this.chosenId
    }
    this.retry()
    this.apply()
  }

  /** Opens the same choice anew, for what is asked of a device beside its identity has changed; it delivers meanwhile. */
  reopen(): void {
    if (this.isClosed) return
    this.revision += 1
    this.apply()
  }

  /** Asks again if the device has failed. */
  retry(): void {
    if (this.isClosed || this.error === null) return
    this.error = null
    this.isWanted = true
    this.apply()
  }

  /** Stops the track and forgets every wish but the chosen device. */
  release(): void {
    this.isEnabled = false
    this.isWanted = false
    this.isRecovering = false
    this.error = null
    this.apply()
  }

  /** Idempotent and final: a request under way is stopped when it arrives. */
  close(): void {
    if (this.isClosed) return
    this.release()
    this.isClosed = true
  }

  private apply(): void {
    if (this.current !== null) this.current.track.enabled = this.isEnabled
    if (!this.isWanted) this.drop()
    if (!this.isOpening && this.needsOpening()) this.settled = this.open()
    this.options.onChange()
  }

  private needsOpening(): boolean {
    const { current } = this
    if (!this.isWanted) return false
    return current === null || current.requestedId !== this.chosenId || current.revision !== this.revision
  }

  /** Whether a device opened for this choice is what the latest wish asks for. */
  private isWish(chosenId: string | null): boolean {
    return this.isWanted && this.chosenId === chosenId
  }

  /** The only place that sends requests. Between the last look at the wish and `isOpening = false` nothing can be wished. */
  private async open(): Promise<void> {
    this.isOpening = true
    try {
      while (this.needsOpening()) await this.openOnce(this.chosenId)
    } finally {
      this.isOpening = false
      this.options.onChange()
    }
  }

  private async openOnce(chosenId: string | null): Promise<void> {
    const replaced = this.current
    const { revision } = this
    const result = await this.request(chosenId)
    if (!this.isWish(chosenId)) stopResult(result)
    else if (result.ok) this.adopt(result.track, revision)
    else if (replaced === null || this.isRecovering) this.fail(result.failure)
    else await this.keep(replaced, result.failure)
  }

  /** Asks for the chosen device, and for less where that can help. Asks no further once the wish has changed. */
  private async request(chosenId: string | null): Promise<OpenResult> {
    const { source, kind } = this.options
    const shared = this.sharedRequest
    this.sharedRequest = null
    if (shared !== null) {
      const result = await shared
      if (result.ok || !this.isWish(chosenId)) return result
    }
    const result = await openDevice(source, kind, chosenId)
    if (result.ok || !this.isWish(chosenId)) return result
    if (result.failure === 'busy' && this.current !== null) {
      // Many phones run one camera at a time: the open one has to go before the other can start.
      this.drop()
      return openDevice(source, kind, chosenId)
    }
    if (result.failure === 'missing' && chosenId !== null && this.current === null) {
      return openDevice(source, kind, null)
    }
    return result
  }

  private adopt(track: MediaStreamTrack, revision: number): void {
    const previous = this.current
    const listeners = new AbortController()
    track.enabled = this.isEnabled
    track.addEventListener('ended', () => this.handleEnded(track), { signal: listeners.signal })
    this.current = {
      track,
      requestedId: this.chosenId,
      revision,
      isFallback: this.isRecovering,
      openedAtMs: performance.now(),
      listeners,
    }
    this.error = null
    const isFallback = this.isRecovering
    this.isRecovering = false
    this.options.onChange()
    if (previous !== null) stopCurrent(previous)
    if (isFallback) this.notify('lost', track.label)
  }

  /** A switch has failed: goes on with the device from before, which may have been closed to make way. */
  private async keep(replaced: CurrentTrack, failure: DeviceFailure): Promise<void> {
    const failedId = this.chosenId
    replaced.revision = this.revision
    if (this.getTrack() === null) {
      const deviceId = replaced.track.getSettings().deviceId ?? null
      const result = await openDevice(this.options.source, this.options.kind, deviceId)
      if (!this.isWish(failedId)) return stopResult(result)
      if (!result.ok) return this.fail(failure)
      this.chosenId = replaced.requestedId
      this.adopt(result.track, this.revision)
    }
    this.chosenId = replaced.requestedId
    this.notify(failure, replaced.track.label)
  }

  private fail(failure: DeviceFailure): void {
    // Access that was withdrawn ends the track as unplugging does, but asking again then says so.
    const reason = this.isRecovering && failure !== 'denied' ? 'lost' : failure
    this.drop()
    this.isWanted = false
    this.isRecovering = false
    this.error = captureErrorCode(this.options.kind, reason)
    this.options.onChange()
    if (reason === 'lost') this.notify('lost', null)
  }

  private handleEnded(track: MediaStreamTrack): void {
    const ended = this.current
    if (ended === null || ended.track !== track) return
    const isFlapping = ended.isFallback && performance.now() - ended.openedAtMs < FLAPPING_MS
    const isBeingReplaced = ended.requestedId !== this.chosenId
    this.drop()
    if (isBeingReplaced) return
    this.isRecovering = true
    if (isFlapping) this.fail('missing')
    else this.apply()
  }

  private drop(): void {
    const dropped = this.current
    if (dropped === null) return
    this.current = null
    this.options.onChange()
    stopCurrent(dropped)
  }

  private notify(failure: DeviceFailure | 'lost', fallbackLabel: string | null): void {
    this.options.onNotice({ code: captureErrorCode(this.options.kind, failure), fallbackLabel })
  }
}

function stopCurrent(current: CurrentTrack): void {
  current.listeners.abort()
  current.track.stop()
}

function stopResult(result: OpenResult): void {
  if (result.ok) result.track.stop()
}
