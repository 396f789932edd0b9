/** What connections may take of the server. Rules B11, B12 and B14 of docs/protocol.md. */
export const SOCKET_BOUNDS = {
  /** All connections of this process: a thousand full rooms, and far below what memory and file descriptors bear. */
  sockets: 10_000,
  /** One network address, behind which a whole office may sit. */
  socketsPerAddress: 256,
  /** Of these, the ones that are in no room and at no door. */
  outsidersPerAddress: 64,
  /** How long a socket may be in no room and at no door. Long enough to find and type a passcode. */
  outsideMs: 120_000,
  /** What waits to be read by one socket: twice the largest acknowledgement, which is the snapshot of a full room. */
  unsentBytes: 8_000_000,
  /** What waits in this process for all of them together. */
  unsentBytesInAll: 256_000_000,
  /** Below this a socket is not dropped for what others leave unread. */
  unsentBytesAtLeast: 64_000,
  /** How long an ended WebSocket may take to let go of its TCP connection: what was told last is read by then, or never. */
  lingerMs: 3_000,
  /** Messages within ten seconds that end a socket: twice what B4 answers, so that a flood cannot live on refusals. */
  messagesPerTenSeconds: 2_000,
  /** The same in size: room for the descriptions and candidates of the largest room's set-up. */
  receivedBytesPerTenSeconds: 32_000_000,
} as const

/** `SOCKET_BOUNDS` with other numbers, as a test sets them. */
export type SocketBounds = { readonly [N in keyof typeof SOCKET_BOUNDS]: number }
