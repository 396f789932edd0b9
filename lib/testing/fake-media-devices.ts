import { FakeMediaStream, FakeMediaStreamTrack } from './media-fake-tracks'

/** A device that a test plugs in. */
export interface FakeDevice {
  readonly kind: 'microphone' | 'camera'
  readonly id: string
  readonly label: string
}

/** Names with which browsers reject, per Media Capture and Streams and Screen Capture. */
export type MediaErrorName =
  | 'NotAllowedError'
  | 'SecurityError'
  | 'NotFoundError'
  | 'OverconstrainedError'
  | 'NotReadableError'
  | 'AbortError'
  | 'InvalidStateError'
  | 'TypeError'

/** With a member of Screen Capture (section 5.4) that lib.dom does not have yet. */
interface ScreenSupportedConstraints extends MediaTrackSupportedConstraints {
  readonly restrictOwnAudio?: boolean
}

/** Something that waits for a person: settle it by one of the two. */
export interface HeldPrompt {
  allow(): void
  deny(): void
}

/**
 * `navigator.mediaDevices` over a scripted set of devices. Settles in microtasks alone, so `settle()` leaves nothing under way but held prompts.
 * As in a browser, the first device of a kind is the default, and labels are empty until a request has succeeded.
 */
export class FakeMediaDevices extends EventTarget implements MediaDevices {
  ondevicechange = null
  /** Every `getUserMedia` call, in order. */
  readonly requests: MediaStreamConstraints[] = []
  readonly screenRequests: (DisplayMediaStreamOptions | undefined)[] = []
  /** How often devices were listed. */
  listings = 0
  /** As on phones: a second camera cannot start while one is open. */
  hasOneCameraAtATime = false
  /** Devices are unplugged between their opening and the page's hearing of it. */
  isGoneOnArrival = false
  screenHasAudio = true
  /** The browser can leave a page's own sound out of what it captures. */
  canRestrictOwnAudio = false
  screenError: MediaErrorName | null = null
  private readonly tracks: FakeMediaStreamTrack[] = []
  private readonly failures = new Map<string, MediaErrorName>()
  private devices: readonly FakeDevice[]
  private isGranted = false
  private gate: Promise<void> = Promise.resolve()
  private listingGate: Promise<void> = Promise.resolve()

  constructor(devices: readonly FakeDevice[] = []) {
    super()
    this.devices = devices
  }

  /** Requests for this device id, or for anything of this kind, are rejected until `mend`. */
  fail(idOrKind: string, name: MediaErrorName): void {
    this.failures.set(idOrKind, name)
  }

  mend(idOrKind: string): void {
    this.failures.delete(idOrKind)
  }

  plug(device: FakeDevice): void {
    this.devices = [...this.devices, device]
    this.announceChange()
  }

  /** Takes the device away: it leaves the list, its tracks end, and the page is told. */
  unplug(id: string): void {
    this.devices = this.devices.filter((device) => device.id !== id)
    for (const track of this.liveTracks()) if (track.deviceId === id) track.end()
    this.announceChange()
  }

  announceChange(): void {
    this.dispatchEvent(new Event('devicechange'))
  }

  /** Requests from now on wait for the person. */
  holdPrompt(): HeldPrompt {
    const { promise, resolve, reject } = createDeferred()
    this.gate = promise
    const settleBy = (settlePrompt: () => void) => () => {
      this.gate = Promise.resolve()
      settlePrompt()
    }
    return {
      allow: settleBy(resolve),
      deny: settleBy(() => reject(createMediaError('NotAllowedError'))),
    }
  }

  /** Listings from now on wait. @returns Lets them go on. */
  holdListing(): () => void {
    const { promise, resolve } = createDeferred()
    this.listingGate = promise
    return resolve
  }

  /** @returns Tracks that were handed out and not stopped: lights that are on. */
  liveTracks(): FakeMediaStreamTrack[] {
    return this.tracks.filter((track) => track.readyState === 'live')
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<FakeMediaStream> {
    this.requests.push(constraints)
    await this.gate
    const devices = [
      ...this.match('microphone', constraints.audio),
      ...this.match('camera', constraints.video),
    ]
    this.isGranted = true
    return this.createStream(
      devices.map(({ kind, id, label }) => ({
        kind: kind === 'microphone' ? 'audio' : 'video',
        label,
        deviceId: id,
      })),
    )
  }

  async getDisplayMedia(options?: DisplayMediaStreamOptions): Promise<FakeMediaStream> {
    this.screenRequests.push(options)
    await this.gate
    if (this.screenError !== null) throw createMediaError(this.screenError)
    const sound = { kind: 'audio', label: 'Tab audio', deviceId: 'screen' } as const
    return this.createStream([
      { kind: 'video', label: 'Screen 1', deviceId: 'screen' },
      ...(this.screenHasAudio ? [sound] : []),
    ])
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    this.listings += 1
    const { devices, isGranted } = this
    await this.listingGate
    return devices.map(({ kind, id, label }) => ({
      kind: kind === 'microphone' ? 'audioinput' : 'videoinput',
      deviceId: id,
      groupId: '',
      label: isGranted ? label : '',
      toJSON: () => ({}),
    }))
  }

  getSupportedConstraints(): ScreenSupportedConstraints {
    return this.canRestrictOwnAudio ? { restrictOwnAudio: true } : {}
  }

  private createStream(sources: ConstructorParameters<typeof FakeMediaStreamTrack>[0][]): FakeMediaStream {
    const tracks = sources.map((source) => new FakeMediaStreamTrack(source))
    this.tracks.push(...tracks)
    if (this.isGoneOnArrival) for (const track of tracks) track.endSilently()
    return new FakeMediaStream(tracks)
  }

  private match(
    kind: FakeDevice['kind'],
    constraints: boolean | MediaTrackConstraints | undefined,
  ): FakeDevice[] {
    if (constraints === undefined || constraints === false) return []
    this.throwIfFailing(kind)
    const ofKind = this.devices.filter((device) => device.kind === kind)
    if (ofKind.length === 0) throw createMediaError('NotFoundError')
    const exactId = readExactId(constraints)
    const device = exactId === null ? ofKind[0] : ofKind.find(({ id }) => id === exactId)
    if (device === undefined) throw createMediaError('OverconstrainedError')
    this.throwIfFailing(device.id)
    const isCameraOpen = this.liveTracks().some(
      (track) => track.kind === 'video' && track.deviceId !== 'screen',
    )
    if (kind === 'camera' && this.hasOneCameraAtATime && isCameraOpen)
      throw createMediaError('NotReadableError')
    return [device]
  }

  private throwIfFailing(idOrKind: string): void {
    const name = this.failures.get(idOrKind)
    if (name !== undefined) throw createMediaError(name)
  }
}

/** @returns An error as browsers make it: told apart by its name alone. */
export function createMediaError(name: MediaErrorName): DOMException {
  return new DOMException('As the test asked for', name)
}

function readExactId(constraints: true | MediaTrackConstraints): string | null {
  const wish = constraints === true ? undefined : constraints.deviceId
  if (typeof wish !== 'object' || Array.isArray(wish)) return null
  return typeof wish.exact === 'string' ? wish.exact : null
}

function createDeferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = () => {}
  let reject = (_error: Error) => {}
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}
