/** Whether this browser has all that a recording needs: an encoder for WebM, and a file system of its own to write to. */
export function canRecord(): boolean {
  return (
    'MediaRecorder' in window &&
    MediaRecorder.isTypeSupported('video/webm;codecs=vp8,opus') &&
    'FileSystemFileHandle' in window &&
    'createWritable' in FileSystemFileHandle.prototype
  )
}
