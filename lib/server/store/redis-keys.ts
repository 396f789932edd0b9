/**
 * One hash tag for everything: a change of a room, the indexes over all rooms and the log are written by one script, which
 * Redis Cluster grants within one slot alone.
 */
const PREFIX = '{earshot}:'

/** The names under which everything lies in Redis. */
export const REDIS_KEYS = {
  /** + room id: a hash of one room, its payloads each in a field of its own. */
  roomPrefix: `${PREFIX}room:`,
  /** + node id: the set of rooms in which somebody is present, or waits, through that node. */
  nodePrefix: `${PREFIX}node:`,
  /** Sorted set: nodes by when they last gave a sign of life (milliseconds by Redis's clock). */
  nodes: `${PREFIX}nodes`,
  /** Hash: `seq`, the number of the last entry of the log, and `run`, made anew where Redis has lost it. */
  log: `${PREFIX}log`,
  /** The stream that Socket.IO's adapter reads on every node. */
  stream: `${PREFIX}stream`,
  /** Hash: rooms, participants, offers. */
  counts: `${PREFIX}counts`,
  /** Sorted set: rooms by their next deadline. */
  deadlines: `${PREFIX}deadlines`,
  /** Sorted set: rooms in which nothing was set but the first host, by when they may be forgotten. */
  bare: `${PREFIX}kept:bare`,
  /** The same for the other rooms. */
  set: `${PREFIX}kept:set`,
  /** The secret that signs tokens, where `EARSHOT_SECRET` does not name one. */
  secret: `${PREFIX}secret`,
  /** What rate limits count. */
  ratePrefix: `${PREFIX}rate`,
  /** Of the adapter's own channels, of which nothing here makes use. */
  channelPrefix: `${PREFIX}channel`,
} as const
