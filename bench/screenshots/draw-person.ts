/** Who sits before a camera that is drawn. */
export interface DrawnPerson {
  /** Of the room behind, in degrees of the colour circle. */
  readonly wallHue: number
  readonly skin: string
  readonly hair: string
  readonly shirt: string
}

/**
 * Runs in the page before anything else: draws what camera and screen show, since a browser's fake camera shows a test pattern that
 * says nothing of how a call looks.
 */
export function installDrawnMedia(person: DrawnPerson): void {
  const FRAMES_PER_SECOND = 10

  const createPicture = (width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void) => {
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (pen === null) throw new Error('No canvas')
    setInterval(() => draw(pen), 1_000 / FRAMES_PER_SECOND)
    draw(pen)
    return canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks()
  }

  const fillCircle = (
    pen: CanvasRenderingContext2D,
    color: string,
    x: number,
    y: number,
    rx: number,
    ry: number,
  ) => {
    pen.fillStyle = color
    pen.beginPath()
    pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI)
    pen.fill()
  }

  const drawPerson = (pen: CanvasRenderingContext2D) => {
    const { wallHue, skin, hair, shirt } = person
    const wall = pen.createLinearGradient(0, 0, 640, 360)
    wall.addColorStop(0, `hsl(${wallHue} 32% 78%)`)
    wall.addColorStop(1, `hsl(${wallHue + 20} 30% 55%)`)
    pen.fillStyle = wall
    pen.fillRect(0, 0, 640, 360)
    pen.fillStyle = `hsl(${wallHue + 30} 30% 88% / 70%)`
    pen.fillRect(60, 40, 130, 150)
    pen.fillStyle = `hsl(${wallHue + 10} 25% 42%)`
    pen.fillRect(470, 150, 130, 8)
    pen.fillRect(490, 100, 14, 50)
    pen.fillRect(508, 90, 18, 60)
    pen.fillRect(530, 106, 12, 44)
    const sway = Math.sin(performance.now() / 900) * 3
    fillCircle(pen, hair, 320 + sway, 150, 82, 92)
    pen.fillStyle = hair
    pen.fillRect(240 + sway, 150, 160, 60)
    fillCircle(pen, shirt, 320, 380, 170, 130)
    pen.fillStyle = skin
    pen.fillRect(294, 210, 52, 60)
    fillCircle(pen, skin, 320 + sway, 170, 62, 74)
    fillCircle(pen, '#2b1a24', 296 + sway, 164, 5, 6)
    fillCircle(pen, '#2b1a24', 344 + sway, 164, 5, 6)
    pen.strokeStyle = '#2b1a24'
    pen.lineWidth = 4
    pen.lineCap = 'round'
    pen.beginPath()
    pen.arc(320 + sway, 188, 22, 0.25 * Math.PI, 0.75 * Math.PI)
    pen.stroke()
  }

  const drawScreen = (pen: CanvasRenderingContext2D) => {
    pen.fillStyle = '#fffdf8'
    pen.fillRect(0, 0, 1_280, 800)
    pen.fillStyle = '#33222d'
    pen.font = '600 44px Georgia, serif'
    pen.fillText('Summer at the lake', 110, 130)
    pen.font = '24px system-ui, sans-serif'
    for (const [row, text] of [
      'Train at 9:40, platform 4',
      'Ann brings the tent, Bo the stove',
      'Cid knows the way from the village',
      'Back on Sunday before dark',
    ].entries()) {
      fillCircle(pen, '#f5a623', 122, 200 + row * 56, 7, 7)
      pen.fillStyle = '#33222d'
      pen.fillText(text, 150, 208 + row * 56)
    }
    for (const [column, height] of [120, 190, 150, 230, 260, 180].entries()) {
      pen.fillStyle = column === 4 ? '#f5a623' : '#c9b8a8'
      pen.fillRect(750 + column * 70, 640 - height, 46, height)
    }
    // A pixel that changes, so that frames keep coming.
    pen.fillStyle = performance.now() % 2_000 < 1_000 ? '#33222d' : '#33222c'
    pen.fillRect(0, 799, 1, 1)
  }

  const { mediaDevices } = navigator
  const capture = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints)
    for (const track of stream.getVideoTracks()) {
      stream.removeTrack(track)
      track.stop()
      for (const drawn of createPicture(640, 360, drawPerson)) stream.addTrack(drawn)
    }
    return stream
  }
  mediaDevices.getDisplayMedia = async () => new MediaStream(createPicture(1_280, 800, drawScreen))
}
