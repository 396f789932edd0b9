import * as z from 'zod/mini'

/** Why a link did not come about or did not come back. The interface turns it into advice, the server counts it. */
export const LinkVerdict = z.enum([
  /** No direct path, and nobody runs a relay. */
  'no-relay-configured',
  /** The relay did not take our credentials: expired, or another secret than the server's. */
  'relay-refused-credentials',
  /** A relay is configured and none answered. */
  'relay-unreachable',
  /** Nothing came back over UDP, and no relay over TCP is configured. */
  'udp-blocked-no-tcp-relay',
  'never-answered',
  'peer-left',
  /** A path was found, but the peer's certificate is not the one that its description named. */
  'dtls-failed',
  /** The way to exchange new addresses is gone as well. */
  'signaling-unreachable',
  'unknown',
])
export type LinkVerdict = z.infer<typeof LinkVerdict>

/** The kinds of candidate of RFC 8445 §4. */
export const CandidateType = z.enum(['host', 'srflx', 'prflx', 'relay'])
export type CandidateType = z.infer<typeof CandidateType>

/** No set-up takes longer: a link gives up before. */
const LONGEST_SETUP_MS = 600_000

/** What became of one end's attempt at a link, for the operator's figures. It names nobody. */
export const LinkOutcome = z.union([
  z.object({
    kind: z.literal('connected'),
    /** This end's own candidate of the path in use. */
    candidateType: CandidateType,
    /** From the claim of the offer, as this end learnt of it, until media could flow. */
    setupMs: z.int().check(z.minimum(0), z.maximum(LONGEST_SETUP_MS)),
  }),
  z.object({ kind: z.literal('failed'), verdict: LinkVerdict }),
])
export type LinkOutcome = z.infer<typeof LinkOutcome>
