import { LocalMedia } from '@/lib/browser/media/local-media'
import { StreamPlayers } from '@/lib/browser/media/stream-players'
import { systemClock } from '@/lib/browser/peer/clock'
import { createSocket } from '@/lib/browser/signaling/create-socket'
import { takeEarlyJoin } from '@/lib/browser/signaling/early-web-socket'
import { createProcessing } from './processing'
import type { SessionEnvironment } from './session-environment'

declare global {
  interface Window {
    /** File System Access (WICG); not in every browser, and not in TypeScript's library. */
    showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>
  }
}

/** The real browser behind the session's seam. Called on the page, never while the server renders. */
export function createBrowserEnvironment(): SessionEnvironment {
  return {
    clock: systemClock,
    epochMs: () => Date.now(),
    createSocket,
    takeEarlyJoin,
    createPeerConnection: (configuration) => new RTCPeerConnection(configuration),
    createMediaStream: () => new MediaStream(),
    players: new StreamPlayers(),
    createLocalMedia: (callbacks) =>
      new LocalMedia({
        ...callbacks,
        mediaDevices: navigator.mediaDevices,
        createAudioContext: () => new AudioContext(),
        createMediaStream: (tracks = []) => new MediaStream(tracks),
      }),
    ...createProcessing(),
    loadRecorder: async () => (await import('@/lib/browser/recording/call-recorder')).startRecorder,
    loadRecordingFiles: () => import('@/lib/browser/recording/recording-files'),
    localStorage: window.localStorage,
    sessionStorage: window.sessionStorage,
    storage: {
      showSaveFilePicker: window.showSaveFilePicker?.bind(window),
      getDirectory: 'storage' in navigator ? () => navigator.storage.getDirectory() : undefined,
    },
    createObjectUrl: (content) => URL.createObjectURL(content),
    locks: navigator.locks,
    fragment: window.location.hash,
    isSecure: window.isSecureContext,
    isReload: performance
      .getEntriesByType('navigation')
      .some((entry) => entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate'),
    onNetworkChange: (listener) => {
      const { signal, stop } = createLifetime()
      window.addEventListener('online', listener, { signal })
      // Network Information API; absent in some browsers.
      if ('connection' in navigator && navigator.connection instanceof EventTarget) {
        navigator.connection.addEventListener('change', listener, { signal })
      }
      return stop
    },
    onPageHide: (listener) => {
      const { signal, stop } = createLifetime()
      window.addEventListener('pagehide', listener, { signal })
      return stop
    },
  }
}

function createLifetime(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, stop: () => controller.abort() }
}
