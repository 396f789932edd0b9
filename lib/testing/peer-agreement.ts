import { canSend, type FakeSection, readFakeSdp, reverseDirection } from './peer-fake-sdp'
import type { LinkEnd, LinkPair } from './peer-link-pair'

/**
 * What must hold for two links at rest, whatever happened before.
 * @returns A sentence for each thing that does not hold; none: they agree.
 */
export function findDisagreements(pair: LinkPair): string[] {
  const [a, b] = pair.ends
  return [
    ...pair.ends.flatMap(findUnrest),
    ...findDifferentSections(a, b),
    ...findDifferentSections(b, a),
    ...findMissingMedia(a, b),
    ...findMissingMedia(b, a),
  ]
}

function findUnrest({ connection, snapshot, link, reports }: LinkEnd): string[] {
  const failures = reports.filter(({ kind }) => kind === 'operation-failed')
  return [
    connection.signalingState === 'stable' ? '' : `signaling is ${connection.signalingState}`,
    snapshot.state === 'connected' ? '' : `link ${link.id} is ${snapshot.state}`,
    failures.length === 0 ? '' : `operations failed: ${JSON.stringify(failures)}`,
  ].filter((sentence) => sentence !== '')
}

/** One end's local description is the other's remote one, and transceivers mirror each other. */
function findDifferentSections(from: LinkEnd, to: LinkEnd): string[] {
  const sent = outline(from.connection.currentLocalDescription?.sdp)
  const known = outline(to.connection.currentRemoteDescription?.sdp)
  const found = sent === known ? [] : [`sections differ: ${sent} / ${known}`]
  for (const transceiver of from.connection.getTransceivers()) {
    // Stopped before it was ever negotiated: nobody needs to know.
    if (transceiver.mid === null && transceiver.direction === 'stopped') continue
    const mirror = to.connection.getTransceivers().find(({ mid }) => mid === transceiver.mid)
    const direction = transceiver.currentDirection
    const expected = direction === null ? null : reverseDirection(direction)
    if (mirror === undefined || mirror.currentDirection !== expected) {
      found.push(`mid ${transceiver.mid} is ${direction} here and ${mirror?.currentDirection} there`)
    }
  }
  return found
}

function outline(sdp = 'v=0'): string {
  const describe = ({ mid, kind, direction, isRejected }: FakeSection) =>
    `${mid}:${kind}:${isRejected ? 'rejected' : direction}`
  return readFakeSdp(sdp).sections.map(describe).join(' ')
}

/** What one end wants to send is what the other has a receiver for, under the right stream. */
function findMissingMedia(from: LinkEnd, to: LinkEnd): string[] {
  const { audio, video, screenVideo, screenAudio } = from.media
  const found: string[] = []
  const [microphone, camera, ...others] = from.connection.getTransceivers()
  if (microphone?.sender.track !== audio || microphone?.currentDirection !== 'sendrecv') {
    found.push('the microphone is not sent')
  }
  if (camera?.sender.track !== video || camera?.currentDirection !== 'sendrecv') {
    found.push('the camera is not sent')
  }
  const wanted = [screenVideo, screenAudio].filter((track) => track !== null)
  const sending = others.filter(({ currentDirection }) => canSend(currentDirection))
  const sent = sending.map(({ sender }) => sender.track)
  if (sent.length !== wanted.length || wanted.some((track) => !sent.includes(track))) {
    found.push(`screen sends ${sent.length} tracks of ${wanted.length}`)
  }
  const receiver = (mid: string | null) =>
    to.connection.getTransceivers().find((transceiver) => transceiver.mid === mid)?.receiver.track
  const main = to.snapshot.stream?.getTracks() ?? []
  if (
    main.length !== 2 ||
    ![microphone, camera].every((it) => main.some((t) => t === receiver(it?.mid ?? null)))
  ) {
    found.push('the main stream has not the two main tracks')
  }
  const shown = [...to.snapshot.screenStreams]
  const expectedIds = wanted.length > 0 && from.screen !== null ? [from.screen.id] : []
  if (shown.map(([id]) => id).join() !== expectedIds.join()) {
    found.push(`screens shown ${shown.length}, expected ${expectedIds.length}`)
  }
  const tracks = shown.flatMap(([, stream]) => stream.getTracks())
  if (
    tracks.length !== wanted.length ||
    sending.some(({ mid }) => !tracks.some((t) => t === receiver(mid)))
  ) {
    found.push(`screen tracks shown ${tracks.length} of ${wanted.length}`)
  }
  return found
}
