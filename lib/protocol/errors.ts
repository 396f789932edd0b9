import * as z from 'zod/mini'

/** Why the server refused a request. Closed: a client may switch over it without a default. Rules in docs/protocol.md. */
export const ErrorCode = z.enum([
  'bad-request',
  'internal',
  'key-required',
  'key-wrong',
  'knock-required',
  'knock-unknown',
  'last-host',
  'not-host',
  'not-in-call',
  'not-joined',
  'offer-not-yours',
  'offer-own',
  'offer-taken',
  'offer-unknown',
  'participant-away',
  'participant-unknown',
  'passcode-required',
  'passcode-wrong',
  'rate-limited',
  'removed',
  'room-full',
  'room-locked',
  'room-name-invalid',
  'server-closing',
  'server-full',
  'session-superseded',
  'token-invalid',
  'too-many-candidates',
])
export type ErrorCode = z.infer<typeof ErrorCode>
