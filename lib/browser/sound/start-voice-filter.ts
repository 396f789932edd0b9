import type { StartFilter } from '@/lib/browser/media/track-filter'
import { SAMPLE_RATE_HZ } from './noise-reducer'

/**
 * Sends a microphone through RNNoise in an audio worklet, off the page's own thread. Runs from the moment that the
 * browser lets an AudioContext run, which may be the person's first touch of the page.
 * @param folder where the build put the worklet and its WebAssembly, with a slash at its end
 */
export function createVoiceFilter(folder: string): StartFilter {
  return async (input, { signal, onFailure }) => {
    const context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ, latencyHint: 'interactive' })
    const lifetime = new AbortController()
    const close = () => {
      if (lifetime.signal.aborted) return
      lifetime.abort()
      context.close().catch(() => undefined)
    }
    signal.addEventListener('abort', close, { signal: lifetime.signal })
    try {
      const [wasm] = await Promise.all([
        fetchBytes(`${folder}rnnoise.wasm`, signal),
        context.audioWorklet.addModule(`${folder}noise-worklet.js`),
      ])
      signal.throwIfAborted()
      const node = createNoiseNode(context, wasm)
      node.addEventListener('processorerror', () => onFailure('voice-filter-failed'), {
        signal: lifetime.signal,
      })
      const source = context.createMediaStreamSource(new MediaStream([input]))
      const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
      source.connect(node).connect(destination)
      keepRunning(context, lifetime.signal)
      await hearFirstBlock(node, lifetime.signal)
      const [track] = destination.stream.getAudioTracks()
      if (track === undefined) throw new DOMException('No output', 'NotFoundError')
      return {
        track,
        stop: () => {
          node.port.postMessage('stop')
          source.disconnect()
          track.stop()
          close()
        },
      }
    } catch (error) {
      close()
      throw error
    }
  }
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new DOMException(`HTTP ${response.status}`, 'NetworkError')
  return response.arrayBuffer()
}

function createNoiseNode(context: AudioContext, wasm: ArrayBuffer): AudioWorkletNode {
  return new AudioWorkletNode(context, 'earshot-noise', {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    outputChannelCount: [1],
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: { wasm },
  })
}

/** Autoplay rules hold a context until a touch; a phone call interrupts one. Asks at each occasion that may have changed it. */
function keepRunning(context: AudioContext, signal: AbortSignal): void {
  const resume = () => {
    if (context.state !== 'running') context.resume().catch(() => undefined)
  }
  resume()
  context.addEventListener('statechange', resume, { signal })
  document.addEventListener('visibilitychange', resume, { signal })
  document.addEventListener('pointerup', resume, { signal, capture: true })
  document.addEventListener('keydown', resume, { signal, capture: true })
}

function hearFirstBlock(node: AudioWorkletNode, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    node.port.addEventListener('message', () => resolve(), { once: true, signal })
    node.addEventListener('processorerror', () => reject(new DOMException('Failed', 'EncodingError')), {
      signal,
    })
    signal.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError')))
    node.port.start()
  })
}
