/** What a fake track pretends to come from. */
export interface FakeTrackSource {
  readonly kind: 'audio' | 'video'
  readonly label: string
  readonly deviceId: string
}

/** A track without media. Like a real one it ends silently by `stop()`, and by an event through `end()`. */
export class FakeMediaStreamTrack extends EventTarget implements MediaStreamTrack {
  readonly id: string = crypto.randomUUID()
  readonly kind: 'audio' | 'video'
  readonly label: string
  muted = false
  readonly deviceId: string
  enabled = true
  contentHint = ''
  readyState: MediaStreamTrackState = 'live'
  onended = null
  onmute = null
  onunmute = null

  constructor(source: FakeTrackSource) {
    super()
    this.kind = source.kind
    this.label = source.label
    this.deviceId = source.deviceId
  }

  /** The source has gone: unplugged, or ended by the browser's own button. */
  end(): void {
    this.endSilently()
    this.dispatchEvent(new Event('ended'))
  }

  /** The moment before the event is delivered: the state has changed and nobody was told. */
  endSilently(): void {
    this.readyState = 'ended'
  }

  stop(): void {
    this.readyState = 'ended'
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId }
  }

  getCapabilities(): MediaTrackCapabilities {
    return {}
  }

  getConstraints(): MediaTrackConstraints {
    return {}
  }

  async applyConstraints(): Promise<void> {}

  clone(): FakeMediaStreamTrack {
    return new FakeMediaStreamTrack(this)
  }
}

/** What a connection hands out for a track of the peer: muted until something has come. */
export class FakeRemoteTrack extends FakeMediaStreamTrack {
  constructor(kind: 'audio' | 'video') {
    super({ kind, label: '', deviceId: '' })
    this.muted = true
  }

  unmute(): void {
    this.muted = false
    this.dispatchEvent(new Event('unmute'))
  }
}

/** A stream as a set of tracks. */
export class FakeMediaStream extends EventTarget implements MediaStream {
  readonly id: string = crypto.randomUUID()
  onaddtrack = null
  onremovetrack = null
  private readonly tracks: Set<MediaStreamTrack>

  constructor(tracks: readonly MediaStreamTrack[] = []) {
    super()
    this.tracks = new Set(tracks)
  }

  get active(): boolean {
    return this.getTracks().some((track) => track.readyState === 'live')
  }

  addTrack(track: MediaStreamTrack): void {
    this.tracks.add(track)
  }

  removeTrack(track: MediaStreamTrack): void {
    this.tracks.delete(track)
  }

  getTracks(): MediaStreamTrack[] {
    return [...this.tracks]
  }

  getAudioTracks(): MediaStreamTrack[] {
    return this.getTracks().filter((track) => track.kind === 'audio')
  }

  getVideoTracks(): MediaStreamTrack[] {
    return this.getTracks().filter((track) => track.kind === 'video')
  }

  getTrackById(id: string): MediaStreamTrack | null {
    return this.getTracks().find((track) => track.id === id) ?? null
  }

  clone(): FakeMediaStream {
    return new FakeMediaStream(this.getTracks().map((track) => track.clone()))
  }
}
