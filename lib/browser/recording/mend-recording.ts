import { readEndMs, withDuration } from './webm'

/** How a recording is packed. */
export const RECORDING_TYPE = 'video/webm'

/** More than what stands before the first cluster. */
const HEAD_BYTES = 4_096

/**
 * Puts a recording together as one file that players take.
 * @param pieces in their order; they stay where they are until the file is read
 */
export async function mendRecording(pieces: readonly Blob[]): Promise<Blob> {
  const whole = new Blob([...pieces])
  const head = withDuration(await readHead(whole), await readDurationMs(pieces))
  return new Blob([head, whole.slice(HEAD_BYTES)], { type: RECORDING_TYPE })
}

/** @returns How long a recording lasts, in milliseconds; 0 where nothing can be played. Reads from its end only as much as it needs. */
export async function readDurationMs(pieces: readonly Blob[]): Promise<number> {
  const head = await readHead(new Blob([...pieces]))
  for (let count = 1; count < pieces.length * 2; count *= 2) {
    const end = readEndMs(head, await readBytes(new Blob(pieces.slice(-count))))
    if (end !== null) return end
  }
  return 0
}

/** A slow encoder's first piece may be a part of the head alone, so it is read over the pieces' borders. */
function readHead(whole: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return readBytes(whole.slice(0, HEAD_BYTES))
}

async function readBytes(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}
