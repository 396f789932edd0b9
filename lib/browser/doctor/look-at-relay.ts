import type { RelayFacts } from './judge-page'
import { measureThroughput } from './measure-throughput'
import { createTestPicture } from './test-picture'
import { until } from './until'

const CONNECT_MS = 10_000
const PICTURE_MS = 5_000

/** Connects this page to itself through one relay, and sends a picture and data through it. Never rejects. */
export async function lookAtRelay(server: RTCIceServer): Promise<RelayFacts> {
  const configuration: RTCConfiguration = { iceServers: [server], iceTransportPolicy: 'relay' }
  const [near, far] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)]
  const picture = createTestPicture()
  let errorCode: number | null = null
  near.addEventListener('icecandidateerror', (event) => {
    errorCode = event.errorCode
  })
  try {
    near.addTrack(picture.track)
    const channel = near.createDataChannel('doctor')
    const isConnected = await connect(near, far)
    if (!isConnected) return { isConnected, hasPicture: false, roundTripMs: null, kbps: null, errorCode }
    const hasPicture = await until(() => hasDecoded(far), PICTURE_MS)
    const kbps = hasPicture ? await measureThroughput(channel) : null
    return { isConnected, hasPicture, roundTripMs: await readRoundTrip(near), kbps, errorCode }
  } catch {
    return { isConnected: false, hasPicture: false, roundTripMs: null, kbps: null, errorCode }
  } finally {
    picture.stop()
    near.close()
    far.close()
  }
}

async function connect(near: RTCPeerConnection, far: RTCPeerConnection): Promise<boolean> {
  passCandidates(near, far)
  passCandidates(far, near)
  await near.setLocalDescription()
  if (near.localDescription !== null) await far.setRemoteDescription(near.localDescription)
  await far.setLocalDescription()
  if (far.localDescription !== null) await near.setRemoteDescription(far.localDescription)
  return until(async () => near.connectionState === 'connected', CONNECT_MS)
}

/** Those that come before the other end has a description are in the description itself. */
function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate !== null && to.remoteDescription !== null)
      to.addIceCandidate(candidate).catch(() => undefined)
  })
}

async function hasDecoded(connection: RTCPeerConnection): Promise<boolean> {
  const report = await connection.getStats()
  return [...report.values()].some(({ type, framesDecoded }) => type === 'inbound-rtp' && framesDecoded > 0)
}

async function readRoundTrip(connection: RTCPeerConnection): Promise<number | null> {
  const report = await connection.getStats()
  const trips = [...report.values()].flatMap(({ type, nominated, currentRoundTripTime }) =>
    type === 'candidate-pair' && nominated === true && typeof currentRoundTripTime === 'number'
      ? [currentRoundTripTime * 1000]
      : [],
  )
  return trips[0] ?? null
}
