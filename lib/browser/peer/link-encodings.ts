/** How sound is encoded for one link: the part of `RTCRtpEncodingParameters` (W3C WebRTC §5.2.6) that a link sets. */
export interface SoundEncoding {
  /** Whether anything is sent at all. */
  readonly active: boolean
  /** Bits a second. */
  readonly maxBitrate: number
  /** Whose bits count more where the link cannot carry all (W3C WebRTC priority control §3). */
  readonly priority: RTCPriorityType
}

/** How a camera or a screen is encoded for one link. */
export interface PictureEncoding extends SoundEncoding {
  readonly scaleResolutionDownBy: number
  /** Frames a second. */
  readonly maxFramerate: number
}

/** How a link sends each of what it sends. */
export interface LinkEncodings {
  readonly audio: SoundEncoding
  readonly camera: PictureEncoding
  readonly screen: PictureEncoding
}

/** A picture's size in its own pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** The pictures that a link is given to send now; null: none. */
export interface LinkSources {
  readonly camera: PictureSize | null
  readonly screen: PictureSize | null
}

/** How a camera is encoded as long as no plan says it. */
export type EarlyEncoding = Pick<PictureEncoding, 'scaleResolutionDownBy' | 'maxBitrate'>

/**
 * The camera's first pictures on a link. Before the bandwidth is known a browser hands a key frame to the network piece by piece, and
 * drops frames that seem too large for it, 1280×720 for some tenths of a second; at a quarter of the size the first frame is there at once.
 */
export const FIRST_ENCODING: EarlyEncoding = { scaleResolutionDownBy: 4, maxBitrate: 1_000_000 }

/** What follows it, until the bandwidth is known. */
export const SECOND_ENCODING: EarlyEncoding = { scaleResolutionDownBy: 2, maxBitrate: 1_000_000 }

/** How long a link keeps to its first encoding once it is up. */
export const FIRST_ENCODING_MS = 600
/** When it follows the plan: from then on the bandwidth is known. */
export const EARLY_ENCODINGS_MS = 2_000
