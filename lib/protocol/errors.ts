import * as z from 'zod/mini'

/** Why the server refused a request. Closed: a client may switch over it without a default. Rules in docs/protocol.md. */
export const ErrorCode = z.enum([
  'bad-request',
  'internal',
  'not-in-call',
  'not-joined',
  'offer-not-yours',
  'offer-own',
  'offer-taken',
  'offer-unknown',
  'participant-away',
  'participant-unknown',
  'rate-limited',
  'room-full',
  'room-name-invalid',
  'server-closing',
  'server-full',
  'session-superseded',
  'token-invalid',
  'too-many-candidates',
])
export type ErrorCode = z.infer<typeof ErrorCode>
