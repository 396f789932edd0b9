/** Owns the sound of a recording: one track that stays the same, whatever comes and goes in it. */
export class CallSound {
  readonly track: MediaStreamTrack
  readonly #context = new AudioContext()
  readonly #destination = this.#context.createMediaStreamDestination()
  readonly #sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()

  constructor() {
    const [track] = this.#destination.stream.getAudioTracks()
    if (track === undefined) throw new Error('A destination node has a track')
    this.track = track
    // Silence is recorded as well, or the picture would run ahead of the first word.
    const silence = this.#context.createConstantSource()
    silence.offset.value = 0
    silence.connect(this.#destination)
    silence.start()
    void this.#context.resume()
  }

  /** Mixes these and no others from now on. */
  setTracks(tracks: readonly MediaStreamTrack[]): void {
    for (const [track, source] of this.#sources) {
      if (tracks.includes(track)) continue
      source.disconnect()
      this.#sources.delete(track)
    }
    for (const track of tracks) {
      if (this.#sources.has(track)) continue
      const source = this.#context.createMediaStreamSource(new MediaStream([track]))
      source.connect(this.#destination)
      this.#sources.set(track, source)
    }
  }

  close(): void {
    this.track.stop()
    void this.#context.close().catch(() => undefined)
  }
}
