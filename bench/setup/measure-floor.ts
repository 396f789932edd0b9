/**
 * Runs in a page: the floor. Two connections in one page with nothing between them, from the answerer's first step to the first
 * frame shown at each side, in milliseconds.
 */
export async function measureFloor(): Promise<{ offerer: number; answerer: number }> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
  const offerer = new RTCPeerConnection()
  const answerer = new RTCPeerConnection()
  const waitForFrame = (connection: RTCPeerConnection) =>
    new Promise<number>((resolve) => {
      connection.addEventListener('track', ({ track, streams }) => {
        if (track.kind !== 'video') return
        const video = document.createElement('video')
        video.muted = true
        video.autoplay = true
        video.srcObject = streams[0] ?? null
        document.body.append(video)
        video.requestVideoFrameCallback(() => resolve(performance.now()))
      })
    })
  const framesShown = Promise.all([waitForFrame(offerer), waitForFrame(answerer)])
  const early: RTCIceCandidate[] = []
  let isAnswering = false
  offerer.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null) return
    if (isAnswering) void answerer.addIceCandidate(candidate)
    else early.push(candidate)
  })
  const late: RTCIceCandidate[] = []
  let isAnswered = false
  answerer.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null) return
    if (isAnswered) void offerer.addIceCandidate(candidate)
    else late.push(candidate)
  })
  for (const track of stream.getTracks()) offerer.addTrack(track, stream)
  await offerer.setLocalDescription()
  while (offerer.iceGatheringState !== 'complete') {
    await new Promise((resolve) =>
      offerer.addEventListener('icegatheringstatechange', resolve, { once: true }),
    )
  }
  const startedAt = performance.now()
  for (const track of stream.getTracks()) answerer.addTrack(track, stream)
  if (offerer.localDescription === null) throw new Error('No offer')
  await answerer.setRemoteDescription(offerer.localDescription)
  isAnswering = true
  await Promise.all(early.map((candidate) => answerer.addIceCandidate(candidate)))
  await answerer.setLocalDescription()
  if (answerer.localDescription === null) throw new Error('No answer')
  await offerer.setRemoteDescription(answerer.localDescription)
  isAnswered = true
  await Promise.all(late.map((candidate) => offerer.addIceCandidate(candidate)))
  const [atOfferer, atAnswerer] = await framesShown
  offerer.close()
  answerer.close()
  for (const track of stream.getTracks()) track.stop()
  return { offerer: atOfferer - startedAt, answerer: atAnswerer - startedAt }
}
