import { type Box, layoutRecording } from './layout-recording'
import type { RecordedTile } from './recording-scene'
import { startTicker } from './ticker'

const WIDTH = 1280
const HEIGHT = 720
const FRAMES_PER_SECOND = 15
const GROUND = '#181016'
const TILE = '#2b1a24'
const INK = '#f8f1e7'
const ACCENT = '#f5a623'
const LABEL_HEIGHT = 26

/** Owns the picture of a recording: one track that stays the same, drawn from whoever is shown at the moment. */
export class CallPicture {
  readonly track: MediaStreamTrack
  readonly #context: CanvasRenderingContext2D
  readonly #videos = new Map<MediaStreamTrack, HTMLVideoElement>()
  readonly #stopTicker: () => void
  #tiles: readonly RecordedTile[] = []

  constructor() {
    const canvas = document.createElement('canvas')
    canvas.width = WIDTH
    canvas.height = HEIGHT
    const context = canvas.getContext('2d', { alpha: false })
    const [track] = canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()
    if (context === null || track === undefined) throw new Error('This browser draws no pictures')
    this.#context = context
    this.track = track
    this.#stopTicker = startTicker(1_000 / FRAMES_PER_SECOND, () => this.#draw())
    this.#draw()
  }

  /** Shows these and no others from now on. */
  setTiles(tiles: readonly RecordedTile[]): void {
    this.#tiles = tiles
    const shown = new Set(tiles.map(({ video }) => video))
    for (const [track, video] of this.#videos) {
      if (shown.has(track)) continue
      video.srcObject = null
      this.#videos.delete(track)
    }
    for (const track of shown) if (track !== null && !this.#videos.has(track)) this.#play(track)
  }

  close(): void {
    this.#stopTicker()
    this.track.stop()
    this.setTiles([])
  }

  #play(track: MediaStreamTrack): void {
    const video = document.createElement('video')
    video.muted = true
    video.playsInline = true
    video.srcObject = new MediaStream([track])
    video.play().catch(() => undefined)
    this.#videos.set(track, video)
  }

  #draw(): void {
    this.#context.fillStyle = GROUND
    this.#context.fillRect(0, 0, WIDTH, HEIGHT)
    const kinds = this.#tiles.map(({ kind }) => kind)
    for (const [index, box] of layoutRecording(kinds, WIDTH, HEIGHT).entries()) {
      const tile = this.#tiles[index]
      if (tile !== undefined) this.#drawTile(tile, box)
    }
  }

  #drawTile(tile: RecordedTile, box: Box): void {
    const context = this.#context
    context.save()
    context.beginPath()
    context.roundRect(box.x, box.y, box.width, box.height, 12)
    context.clip()
    context.fillStyle = TILE
    context.fillRect(box.x, box.y, box.width, box.height)
    const video = tile.video === null ? undefined : this.#videos.get(tile.video)
    if (video === undefined) this.#drawInitial(tile.name, box)
    else if (video.videoWidth > 0) this.#drawVideo(video, box, tile.kind === 'screen')
    this.#drawLabel(tile.name, box)
    context.restore()
  }

  /** A screen whole; a camera filling its box, as on the page. */
  #drawVideo(video: HTMLVideoElement, box: Box, isWhole: boolean): void {
    const { videoWidth, videoHeight } = video
    const ratios = [box.width / videoWidth, box.height / videoHeight]
    const scale = isWhole ? Math.min(...ratios) : Math.max(...ratios)
    const [width, height] = [videoWidth * scale, videoHeight * scale]
    const [x, y] = [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2]
    this.#context.drawImage(video, x, y, width, height)
  }

  #drawInitial(name: string, box: Box): void {
    const context = this.#context
    const size = Math.round(box.height * 0.4)
    context.fillStyle = ACCENT
    context.font = `600 ${size}px system-ui, sans-serif`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.fillText([...name][0] ?? '', box.x + box.width / 2, box.y + box.height / 2)
  }

  #drawLabel(name: string, box: Box): void {
    const context = this.#context
    context.font = '15px system-ui, sans-serif'
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    const width = Math.min(box.width - 16, context.measureText(name).width + 20)
    const top = box.y + box.height - LABEL_HEIGHT - 8
    context.fillStyle = 'rgb(24 16 22 / 72%)'
    context.beginPath()
    context.roundRect(box.x + 8, top, width, LABEL_HEIGHT, LABEL_HEIGHT / 2)
    context.fill()
    context.fillStyle = INK
    context.fillText(name, box.x + 18, top + LABEL_HEIGHT / 2, width - 20)
  }
}
