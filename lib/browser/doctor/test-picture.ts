const FRAME_MS = 100

/** A moving picture that needs no camera. */
export interface TestPicture {
  readonly track: MediaStreamTrack
  stop(): void
}

/** Draws a small picture that changes ten times a second. @throws where the browser gives no canvas */
export function createTestPicture(): TestPicture {
  const canvas = document.createElement('canvas')
  canvas.width = 160
  canvas.height = 120
  const context = canvas.getContext('2d')
  const [track] = canvas.captureStream().getVideoTracks()
  if (context === null || track === undefined) throw new Error('This browser captures no canvas')
  let hue = 0
  const draw = () => {
    hue = (hue + 40) % 360
    context.fillStyle = `hsl(${hue} 60% 50%)`
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  draw()
  const timer = setInterval(draw, FRAME_MS)
  return {
    track,
    stop: () => {
      clearInterval(timer)
      track.stop()
    },
  }
}
