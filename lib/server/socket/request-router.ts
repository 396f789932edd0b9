import type { Socket } from 'socket.io'
import { type Ack, EARLY_JOIN_ANSWER, type Refusal } from '@/lib/protocol/answers'
import type { ErrorCode } from '@/lib/protocol/errors'
import { createRandomId } from '@/lib/protocol/ids'
import { REQUEST_SCHEMAS, type RequestName } from '@/lib/protocol/requests'
import { toLoggableError } from '@/lib/server/ops/logger'
import type { RequestContext } from './request-context'
import { REQUEST_HANDLERS } from './request-handlers'

/** How an acknowledgement leaves: Socket.IO's own callback, of which a hostile peer may have sent none. */
type RawAcknowledge = (ack: { readonly ok: true } | Refusal) => void

/** One event as it came in, with nothing believed yet. */
export interface RawRequest {
  readonly event: string
  readonly data: unknown
  readonly acknowledge: RawAcknowledge
}

/**
 * Takes an event apart. @returns null where there is nobody to answer: a request without an acknowledgement is ignored.
 */
export function toRawRequest(event: string, args: readonly unknown[]): RawRequest | null {
  const acknowledge = args.at(-1)
  if (!isFunction(acknowledge)) return null
  return { event, data: args.length === 2 ? args[0] : undefined, acknowledge: (ack) => acknowledge(ack) }
}

/**
 * Takes the join that came with the connection itself (docs/protocol.md, J1). Its handshake is emptied, which Socket.IO keeps as long as
 * the socket.
 * @returns null where none came
 */
export function takeEarlyJoin(socket: Socket): RawRequest | null {
  const { join: data }: { readonly join?: unknown } = socket.handshake.auth
  socket.handshake.auth = {}
  if (data === undefined) return null
  return { event: 'room:join', data, acknowledge: (ack) => socket.emit(EARLY_JOIN_ANSWER, ack) }
}

function isFunction(value: unknown): value is (argument: unknown) => void {
  return typeof value === 'function'
}

/** Refuses a request without looking into it. */
export function refuseRequest({ acknowledge }: RawRequest, code: ErrorCode): void {
  acknowledge({ ok: false, code })
}

/** Answers one request, whatever it holds: never rejects, acknowledges exactly once. */
export async function answerRequest(context: RequestContext, raw: RawRequest): Promise<void> {
  const { session, dependencies } = context
  const record = startRecord(context, raw.event)
  const request: RawRequest = {
    ...raw,
    acknowledge: (ack) => {
      record.end(ack.ok ? 'ok' : ack.code)
      raw.acknowledge(ack)
    },
  }
  try {
    const by = { socketId: session.socket.id, roomId: session.membership?.roomId ?? null }
    if (!(await dependencies.rateLimits.allowRequest(by))) refuseRequest(request, 'rate-limited')
    else if (isRequestName(raw.event)) await runHandler(context, raw.event, request)
    else refuseRequest(request, 'bad-request')
  } catch (error) {
    dependencies.logger.error({ ...record.toFields(), error: toLoggableError(error) }, 'A request failed')
    refuseRequest(request, 'internal')
  }
}

/** Follows one request into figures and log. Rooms are named by their hash, and an event that is none of ours is not repeated. */
function startRecord({ session, dependencies }: RequestContext, givenEvent: string) {
  const { logger, metrics, hashRoom } = dependencies
  const event = isRequestName(givenEvent) ? givenEvent : null
  const requestId = createRandomId()
  const startedAt = performance.now()
  const toFields = () => {
    const roomId = session.membership?.roomId
    return { requestId, event, room: roomId === undefined ? null : hashRoom(roomId) }
  }
  return {
    toFields,
    end(code: ErrorCode | 'ok') {
      metrics.noteRequest(event ?? 'unknown', code)
      if (!logger.isLevelEnabled('debug')) return
      const tookMs = Math.round(performance.now() - startedAt)
      logger.debug({ ...toFields(), code, tookMs }, 'A request was answered')
    },
  }
}

function isRequestName(event: string): event is RequestName {
  return Object.hasOwn(REQUEST_SCHEMAS, event)
}

async function runHandler<N extends RequestName>(
  context: RequestContext,
  name: N,
  raw: RawRequest,
): Promise<void> {
  const parsed = REQUEST_SCHEMAS[name].safeParse(raw.data)
  if (!parsed.success) return refuseRequest(raw, 'bad-request')
  const acknowledge: (ack: Ack<N>) => void = raw.acknowledge
  await REQUEST_HANDLERS[name](context, parsed.data, acknowledge)
}
