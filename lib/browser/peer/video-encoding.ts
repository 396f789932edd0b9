/** How the camera is encoded for one link: the part of `RTCRtpEncodingParameters` (W3C WebRTC §5.2.6) that a link sets. */
export interface VideoEncoding {
  readonly scaleResolutionDownBy: number
  /** Bits a second. */
  readonly maxBitrate: number
}

/**
 * The first pictures of a link. Before the bandwidth is known an encoder drops frames that seem too large for it, 1280×720 for
 * some tenths of a second; at half the size the first frame goes out at once, and nobody sees the difference in two seconds.
 */
export const FIRST_ENCODING: VideoEncoding = { scaleResolutionDownBy: 2, maxBitrate: 1_000_000 }

/** How long a link keeps to its first encoding once it is up. */
export const FIRST_ENCODING_MS = 2_000

/** What a camera costs by the number of links it goes out on: an uplink of about 2 Mbit/s and two cores hold eight people. */
const BY_LINKS: readonly { readonly upTo: number; readonly encoding: VideoEncoding }[] = [
  { upTo: 1, encoding: { scaleResolutionDownBy: 1, maxBitrate: 1_700_000 } },
  { upTo: 2, encoding: { scaleResolutionDownBy: 1.5, maxBitrate: 900_000 } },
  { upTo: 3, encoding: { scaleResolutionDownBy: 2, maxBitrate: 600_000 } },
  { upTo: 5, encoding: { scaleResolutionDownBy: 2, maxBitrate: 400_000 } },
]
const BEYOND: VideoEncoding = { scaleResolutionDownBy: 4, maxBitrate: 200_000 }

/** @returns How each link sends the camera while there are so many of them. */
export function chooseVideoEncoding(linkCount: number): VideoEncoding {
  return BY_LINKS.find(({ upTo }) => linkCount <= upTo)?.encoding ?? BEYOND
}
