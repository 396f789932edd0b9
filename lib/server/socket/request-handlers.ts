import type { Ack, RequestName, RequestOf } from '@/lib/protocol/requests'
import { askRoom } from './ask-room'
import { toParticipantChannel, toRoomChannel } from './effect-delivery'
import { handleJoin } from './join-handler'
import type { RequestContext } from './request-context'

/** Answers one kind of request: acknowledges exactly once, or rejects. */
type RequestHandler<N extends RequestName> = (
  context: RequestContext,
  request: RequestOf<N>,
  acknowledge: (ack: Ack<N>) => void,
) => Promise<void>

/** Nobody is a host yet. */
const refuseAsStranger = async (
  _context: RequestContext,
  _request: unknown,
  acknowledge: (ack: { ok: false; code: 'not-host' }) => void,
) => acknowledge({ ok: false, code: 'not-host' })

/** What answers each request. A request is one command on the asker's room, but for joining and for fresh ICE servers. */
export const REQUEST_HANDLERS: { readonly [N in RequestName]: RequestHandler<N> } = {
  'room:join': handleJoin,

  async 'room:leave'(context, _request, acknowledge) {
    const { session } = context
    await askRoom(
      context,
      'leave-room',
      (asker) => ({ ...asker }),
      acknowledge,
      (reply) => {
        if (!reply.ok || session.membership === null) return
        session.socket.leave(toRoomChannel(session.membership.roomId))
        session.socket.leave(toParticipantChannel(session.membership.participantId))
        session.membership = null
      },
    )
  },

  'session:closing': (context, _request, acknowledge) =>
    askRoom(context, 'hint-closing', (asker) => ({ ...asker }), acknowledge),

  'profile:update': (context, request, acknowledge) =>
    askRoom(context, 'update-profile', (asker) => ({ ...request, ...asker }), acknowledge),

  'offer:post': (context, request, acknowledge) =>
    askRoom(context, 'post-offer', (asker) => ({ ...request, ...asker }), acknowledge),

  'offer:candidates': (context, request, acknowledge) =>
    askRoom(context, 'add-candidates', (asker) => ({ ...request, ...asker }), acknowledge),

  'offer:answer': (context, request, acknowledge) =>
    askRoom(context, 'answer-offer', (asker) => ({ ...request, ...asker }), acknowledge),

  'offer:decline': (context, request, acknowledge) =>
    askRoom(context, 'decline-offer', (asker) => ({ ...request, ...asker }), acknowledge),

  'link:signal': (context, request, acknowledge) =>
    askRoom(context, 'signal-link', (asker) => ({ ...request, ...asker }), acknowledge),

  'call:leave': (context, _request, acknowledge) =>
    askRoom(context, 'leave-call', (asker) => ({ ...asker }), acknowledge),

  'room:knock': refuseAsStranger,
  'room:configure': refuseAsStranger,
  'participant:remove': refuseAsStranger,
  'participant:mute': refuseAsStranger,
  'host:grant': refuseAsStranger,
  'host:revoke': refuseAsStranger,
  'call:end': refuseAsStranger,
  'knock:answer': refuseAsStranger,

  async 'ice:renew'({ session, dependencies }, _request, acknowledge) {
    if (session.membership === null) return acknowledge({ ok: false, code: 'not-joined' })
    const { participantId } = session.membership
    const ice = dependencies.createIceConfiguration(participantId, dependencies.clock.now())
    acknowledge({ ok: true, ice })
  },
}
