/** What RNNoise takes at once: 10 ms at the one rate that it was trained for. */
export const FRAME_SAMPLES = 480
export const SAMPLE_RATE_HZ = 48_000

/** RNNoise counts in the steps of 16-bit sound. */
const FULL_SCALE = 32_768
const BYTES_PER_SAMPLE = 4

type Call = (...values: number[]) => unknown

/**
 * Takes what is no voice out of a stream of sound, 10 ms behind it: owns one RNNoise (from `@jitsi/rnnoise-wasm`) and its state.
 * Calls the package's WebAssembly itself, whose names are what its own loader maps: that loader needs a page, and this runs in a worklet.
 */
export class NoiseReducer {
  readonly #memory: WebAssembly.Memory
  readonly #processFrame: Call
  readonly #state: number
  /** Where in the memory a frame lies, as bytes. */
  readonly #address: number
  readonly #waiting = new Float32Array(FRAME_SAMPLES)
  readonly #reduced = new Float32Array(FRAME_SAMPLES)
  #position = 0

  /** @param wasm The bytes of `rnnoise.wasm`; throws where they are something else. */
  constructor(wasm: BufferSource) {
    const memory = { current: new Uint8Array() }
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {
      a: {
        // Its memory is enough from the start; 0 says that there is no more.
        a: () => 0,
        b: (to: number, from: number, length: number) => memory.current.copyWithin(to, from, from + length),
      },
    })
    if (!(exports.c instanceof WebAssembly.Memory)) throw new TypeError('Another RNNoise than expected')
    this.#memory = exports.c
    memory.current = new Uint8Array(exports.c.buffer)
    readCall(exports, 'd')()
    this.#state = Number(readCall(exports, 'f')())
    this.#address = Number(readCall(exports, 'g')(FRAME_SAMPLES * BYTES_PER_SAMPLE))
    this.#processFrame = readCall(exports, 'j')
  }

  /** Fills `output` with what came in one frame earlier, less its noise. Of any length, both of the same. */
  process(input: Float32Array, output: Float32Array): void {
    // By callback and not by an iterator, which makes an object a sample: rubbish is cleared while the sound waits.
    input.forEach((sample, index) => {
      output[index] = this.#reduced[this.#position] ?? 0
      this.#waiting[this.#position] = sample * FULL_SCALE
      this.#position += 1
      if (this.#position === FRAME_SAMPLES) this.#reduce()
    })
  }

  #reduce(): void {
    const frame = new Float32Array(this.#memory.buffer, this.#address, FRAME_SAMPLES)
    frame.set(this.#waiting)
    this.#processFrame(this.#state, this.#address, this.#address)
    frame.forEach((sample, index) => {
      this.#reduced[index] = sample / FULL_SCALE
    })
    this.#position = 0
  }
}

function readCall(exports: WebAssembly.Exports, name: string): Call {
  const call = exports[name]
  if (typeof call !== 'function') throw new TypeError('Another RNNoise than expected')
  return (...values) => call(...values)
}
