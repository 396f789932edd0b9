/**
 * Every bound of the wire, in one place. A message past a bound is answered with a code and changes nothing.
 * Byte counts are UTF-16 code units of the payload text: sealed payloads are base64url, so one unit is one byte.
 */
export const LIMITS = {
  /** Room names are typed by hand and read aloud; the contract fixes 64. Unit: code points. */
  roomNameLength: 64,
  /** A display name. Unit: UTF-16 code units. */
  displayNameLength: 64,
  /** A passcode, typed by hand. It never crosses the wire itself. Unit: UTF-16 code units. */
  passcodeLength: 128,
  /** A profile is a name and a few flags; sealing adds a third. */
  profileLength: 2_048,
  /** Chromium's offer with audio, video and a screen is about 10 kB; sealing adds a third; three times that is room to grow. */
  descriptionLength: 48_000,
  /** The longest candidates (TURN over TLS with names) stay under 500 bytes. */
  candidateLength: 2_048,
  /** Candidates kept with one offer: interfaces × (host, srflx, relay over UDP, TCP, TLS) with room to spare. */
  candidatesPerOffer: 64,
  /** A link message carries a description at most. */
  linkPayloadLength: 50_000,
  /** A compact JWS naming room and participant. */
  tokenLength: 1_024,
  /** The hard ceiling of participants a mesh room may be configured for. */
  participantsPerRoom: 64,
  /** How many of those put out a room remembers. */
  removedPerRoom: 256,
  /** People who wait at the door of one room. */
  knocksPerRoom: 32,
  /** One chat message: a page of prose. Unit: UTF-16 code units. */
  chatTextLength: 4_000,
  /** Chat messages that a page keeps and hands on to latecomers; the oldest go. */
  chatMessagesKept: 500,
  /** All their texts together. Unit: UTF-16 code units. */
  chatCharactersKept: 200_000,
  /** One part of a handed-on chat as JSON: sealed, and with three bytes a character, it passes as a link message. */
  chatPageLength: 12_000,
  /** What file systems take, in any script. Unit: UTF-16 code units. */
  fileNameLength: 255,
  mediaTypeLength: 127,
  /** The largest file: what a double counts exactly is more, but nobody waits for it. 1 TB. */
  fileBytes: 1_000_000_000_000,
  /** One message on the channel for files, header included: no larger one is safe everywhere, and none holds up others for long. */
  fileChunkBytes: 16_384,
  /** A text message on the channel for files: an offer with the longest name, escaped. */
  fileMessageLength: 4_096,
  /** How large a picture may be said to be shown: the longest side of a wall of screens. Unit: device pixels. */
  viewPixels: 16_384,
  /** A whole Socket.IO message: one description with all its candidates and framing. */
  messageBytes: 256_000,
} as const
