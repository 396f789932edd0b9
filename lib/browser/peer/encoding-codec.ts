/** An encoding with the codec that it is sent by (WebRTC extensions §5.8); the platform's types do not have it yet. */
type EncodingWithCodec = RTCRtpEncodingParameters & { readonly codec?: RTCRtpCodec | undefined }

/** @returns The codec that was chosen for what is sent; undefined: none was, so that it is the first of those agreed on. */
export function readCodec(encodings: readonly EncodingWithCodec[]): RTCRtpCodec | undefined {
  return encodings[0]?.codec
}

/** @returns The same encodings by another codec. A browser that knows nothing of the choice ignores it. */
export function withCodec(
  encodings: readonly EncodingWithCodec[],
  codec: RTCRtpCodec | undefined,
): EncodingWithCodec[] {
  return encodings.map((encoding) => ({ ...encoding, codec }))
}
