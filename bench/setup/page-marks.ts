/** When what happened first in a page, in milliseconds since the epoch. */
export type PageMarks = { [M in Mark]?: number }

/** The steps on the way to a picture, in the order of the way. */
export type Mark =
  | 'clicked'
  | 'page'
  | 'script'
  | 'socket'
  | 'joinAsked'
  | 'joined'
  | 'media'
  | 'local'
  | 'remote'
  | 'candidate'
  | 'checked'
  | 'connected'
  | 'frame'

/** Runs in the page before anything else: notes the first of each step, and how many people's pictures have shown. */
export function installPageMarks(): void {
  const marks: PageMarks = {}
  const shown = new Set<MediaStream>()
  const connections = new Set<RTCPeerConnection>()
  const waits: { readonly people: number; readonly resolve: () => void }[] = []
  window.setupMarks = {
    marks,
    shown,
    connections,
    frames: [],
    waitForPeople: (people) =>
      new Promise((resolve) => (shown.size >= people ? resolve() : waits.push({ people, resolve }))),
  }
  const now = () => performance.timeOrigin + performance.now()
  const note = (mark: Mark) => {
    marks[mark] ??= now()
  }

  document.addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null
      const label = button?.getAttribute('aria-label') ?? button?.textContent ?? ''
      if (!/^(Answer |Call$)/.test(label)) return
      marks.clicked = now()
      // Of a connection that was made before, the answer takes no more steps.
      for (const mark of ['local', 'remote', 'candidate', 'checked', 'connected', 'frame'] as const)
        delete marks[mark]
    },
    { capture: true },
  )

  const NativeWebSocket = window.WebSocket
  window.WebSocket = class extends NativeWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('open', () => note('socket'))
      let isJoining = false
      this.addEventListener('message', ({ data }) => {
        if (!isJoining || !String(data).includes('"isInstantAnswerOn"')) return
        isJoining = false
        note('joined')
      })
      const send = this.send.bind(this)
      this.send = (data) => {
        if (/^40\{"join"|"room:join"/.test(String(data))) {
          isJoining = true
          note('joinAsked')
        }
        send(data)
      }
    }
  }

  const NativePeerConnection = window.RTCPeerConnection
  window.RTCPeerConnection = class extends NativePeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.add(this)
      const isLink = () => this.remoteDescription !== null
      this.addEventListener('signalingstatechange', () => {
        if (this.signalingState === 'have-remote-offer') note('remote')
        if (this.signalingState === 'stable' && this.localDescription?.type === 'answer') note('local')
        if (this.signalingState === 'stable' && this.localDescription?.type === 'offer') note('remote')
      })
      this.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate !== null && isLink()) note('candidate')
      })
      this.addEventListener('iceconnectionstatechange', () => {
        if (/connected|completed/.test(this.iceConnectionState)) note('checked')
      })
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') note('connected')
      })
    }
  }

  const capture = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices)
  if (capture !== undefined) {
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await capture(constraints)
      note('media')
      return stream
    }
  }

  const watched = new WeakSet<HTMLVideoElement>()
  const watch = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-testid="remote-video"]')) {
      if (watched.has(video)) continue
      watched.add(video)
      const noteFrame = () => {
        note('frame')
        window.setupMarks.frames.push(now())
        if (video.srcObject instanceof MediaStream) shown.add(video.srcObject)
        for (const { people, resolve } of waits) if (shown.size >= people) resolve()
      }
      const noteEach = () => {
        noteFrame()
        video.requestVideoFrameCallback(noteEach)
      }
      video.requestVideoFrameCallback(noteEach)
      // One that played before it had its place is seen from the first drawing of the page with it, whenever the next frame comes.
      if (video.videoWidth > 0) requestAnimationFrame(() => requestAnimationFrame(noteFrame))
    }
  }
  new MutationObserver(watch).observe(document, { childList: true, subtree: true })

  window.addEventListener('DOMContentLoaded', () => note('page'))
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!(entry instanceof PerformanceResourceTiming) || entry.initiatorType !== 'script') continue
      if (marks.joinAsked === undefined) marks.script = performance.timeOrigin + entry.responseEnd
    }
  }).observe({ type: 'resource', buffered: true })
}

declare global {
  interface Window {
    setupMarks: {
      readonly marks: PageMarks
      /** Streams of which a frame has shown. */
      readonly shown: ReadonlySet<MediaStream>
      readonly connections: ReadonlySet<RTCPeerConnection>
      /** Resolves once the pictures of so many people have shown: a look at each animation frame would have the page drawn for nothing. */
      readonly waitForPeople: (people: number) => Promise<void>
      /** When each frame of anybody was shown. */
      readonly frames: number[]
    }
  }
}
