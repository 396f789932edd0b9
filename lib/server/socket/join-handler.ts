import { deriveParticipantId, normalizeRoomName } from '@/lib/protocol/ids'
import type { Ack, RequestOf } from '@/lib/protocol/requests'
import { deliverEffects, toParticipantChannel, toRoomChannel } from './effect-delivery'
import type { RequestContext } from './request-context'

/**
 * Brings a socket into a room: as somebody new, or with a token as the participant that it names.
 * Refuses: `bad-request` where the socket is in a room, `room-name-invalid`, `token-invalid`, `rate-limited`, and what rooms refuse.
 */
export async function handleJoin(
  context: RequestContext,
  request: RequestOf<'room:join'>,
  acknowledge: (ack: Ack<'room:join'>) => void,
): Promise<void> {
  const { io, session, dispatcher, dependencies } = context
  const { socket } = session
  const roomId = request.room
  const returning = request.token === undefined ? null : await dependencies.tokens.verify(request.token)
  // A token is proof that its join was counted before: a restart brings everybody back at once, past no limit.
  const isCounted = returning === null
  if (session.membership !== null) return acknowledge({ ok: false, code: 'bad-request' })
  if (normalizeRoomName(roomId) !== roomId) return acknowledge({ ok: false, code: 'room-name-invalid' })
  if (isCounted && !(await dependencies.rateLimits.allowJoin(session.addressKey))) {
    return acknowledge({ ok: false, code: 'rate-limited' })
  }
  if (request.token !== undefined && returning?.roomId !== roomId) {
    return acknowledge({ ok: false, code: 'token-invalid' })
  }

  const participantId = returning?.participantId ?? (await deriveParticipantId(request.seed))
  const token = await dependencies.tokens.sign({ roomId, participantId })
  const command = {
    kind: 'join',
    participantId,
    connectionId: socket.id,
    page: request.page,
    profile: request.profile,
    callOrder: returning === null ? null : (request.callOrder ?? null),
    maxParticipants: dependencies.maxParticipants,
  } as const
  await dispatcher.dispatch(roomId, command, ({ reply, effects }) => {
    deliverEffects(io, roomId, effects)
    if (!reply.ok) return acknowledge(reply)
    session.membership = { roomId, participantId }
    // A socket that broke meanwhile would never leave the channels; its disconnect is next in its queue and marks it away.
    if (socket.connected) socket.join([toRoomChannel(roomId), toParticipantChannel(participantId)])
    const ice = dependencies.createIceConfiguration(participantId, dependencies.clock.now())
    acknowledge({ ok: true, participantId, token, snapshot: reply.snapshot, ice })
  })
}
