import type { Page } from '@playwright/test'

/** @returns A description of this page's own making, as a browser would put it into a plain payload: with its own fingerprint in it. */
export async function makePlainDescription(page: Page, type: 'offer' | 'answer'): Promise<string> {
  const sdp = await page.evaluate(async (wanted) => {
    const [offerer, answerer] = [new RTCPeerConnection(), new RTCPeerConnection()]
    offerer.addTransceiver('audio')
    offerer.addTransceiver('video')
    offerer.createDataChannel('earshot', { negotiated: true, id: 0 })
    await offerer.setLocalDescription()
    if (wanted === 'offer') return offerer.localDescription?.sdp ?? ''
    if (offerer.localDescription !== null) await answerer.setRemoteDescription(offerer.localDescription)
    await answerer.setLocalDescription()
    return answerer.localDescription?.sdp ?? ''
  }, type)
  return JSON.stringify({ kind: 'description', offerSequence: 1, description: { type, sdp } })
}
