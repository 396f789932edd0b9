import { until } from './until'

const TIMEOUT_MS = 5_000

/** Whether a STUN server tells this page's address. Where there is no NAT it tells a known one, which shows as no candidate of its own. */
export async function lookAtStun(server: RTCIceServer): Promise<boolean> {
  const connection = new RTCPeerConnection({ iceServers: [server] })
  let hasAnswer = false
  let hasFailed = false
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate?.type === 'srflx') hasAnswer = true
  })
  connection.addEventListener('icecandidateerror', () => {
    hasFailed = true
  })
  try {
    connection.createDataChannel('doctor')
    await connection.setLocalDescription()
    await until(async () => hasAnswer || connection.iceGatheringState === 'complete', TIMEOUT_MS)
    return hasAnswer || (!hasFailed && connection.iceGatheringState === 'complete')
  } finally {
    connection.close()
  }
}
