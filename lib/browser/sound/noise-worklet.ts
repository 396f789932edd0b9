import { NoiseReducer } from './noise-reducer'

/** The part of AudioWorkletGlobalScope (Web Audio, section 1.32) that is needed; lib.dom describes pages alone. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (options: { processorOptions: { wasm: ArrayBuffer } }) => AudioWorkletProcessor,
): void

/**
 * The worklet that takes the noise out of one channel. Says `ready` when the first block has gone through it, and ends
 * for good when it is sent anything. Built by scripts/lib/processing.mjs into a file of its own.
 */
class NoiseProcessor extends AudioWorkletProcessor {
  readonly #reducer: NoiseReducer
  #isReady = false
  #isOver = false

  constructor({ processorOptions }: { processorOptions: { wasm: ArrayBuffer } }) {
    super()
    this.#reducer = new NoiseReducer(processorOptions.wasm)
    this.port.onmessage = () => {
      this.#isOver = true
    }
  }

  process([input]: readonly Float32Array[][], [output]: readonly Float32Array[][]): boolean {
    const [from, to] = [input?.[0], output?.[0]]
    if (from === undefined || to === undefined) return !this.#isOver
    this.#reducer.process(from, to)
    if (!this.#isReady) this.port.postMessage('ready')
    this.#isReady = true
    return !this.#isOver
  }
}

registerProcessor('earshot-noise', NoiseProcessor)
