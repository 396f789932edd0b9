import type { Ack } from '@/lib/protocol/answers'
import type { RequestName, RequestOf } from '@/lib/protocol/requests'
import type { SettingsChange } from '@/lib/server/rooms/commands'
import { askRoom } from './ask-room'
import { toParticipantChannel, toRoomChannel } from './effect-delivery'
import { handleJoin } from './join-handler'
import { handleKnock } from './knock-handler'
import type { RequestContext } from './request-context'
import { hashPasscodeProof } from './visitor'

/** Answers one kind of request: acknowledges exactly once, or rejects. */
type RequestHandler<N extends RequestName> = (
  context: RequestContext,
  request: RequestOf<N>,
  acknowledge: (ack: Ack<N>) => void,
) => Promise<void>

/** What answers each request. A request is one command on the asker's room, but for joining, knocking and reporting. */
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

  'link:prepare': (context, request, acknowledge) =>
    askRoom(context, 'prepare-link', (asker) => ({ ...request, ...asker }), acknowledge),

  'link:answer': (context, { participantId: callerId, linkId }, acknowledge) =>
    askRoom(context, 'answer-link', (asker) => ({ ...asker, callerId, linkId }), acknowledge),

  'call:leave': (context, _request, acknowledge) =>
    askRoom(context, 'leave-call', (asker) => ({ ...asker }), acknowledge),

  'room:knock': handleKnock,

  'room:configure': (context, request, acknowledge) =>
    askRoom(
      context,
      'configure-room',
      (asker) => ({
        ...asker,
        change: toSettingsChange(request),
        maxParticipants: context.dependencies.maxParticipants,
      }),
      acknowledge,
    ),

  'participant:remove': (context, { participantId: targetId }, acknowledge) =>
    askRoom(context, 'remove-participant', (asker) => ({ ...asker, targetId }), acknowledge),

  'participant:mute': (context, { participantId: targetId, isMuted }, acknowledge) =>
    askRoom(context, 'mute-participant', (asker) => ({ ...asker, targetId, isMuted }), acknowledge),

  'host:grant': (context, { participantId: targetId }, acknowledge) =>
    askRoom(context, 'grant-host', (asker) => ({ ...asker, targetId }), acknowledge),

  'host:revoke': (context, { participantId: targetId }, acknowledge) =>
    askRoom(context, 'revoke-host', (asker) => ({ ...asker, targetId }), acknowledge),

  'call:end': (context, _request, acknowledge) =>
    askRoom(context, 'end-call', (asker) => ({ ...asker }), acknowledge),

  'knock:answer': (context, { participantId: targetId, isAdmitted }, acknowledge) =>
    askRoom(context, 'answer-knock', (asker) => ({ ...asker, targetId, isAdmitted }), acknowledge),

  async 'link:report'({ session, dependencies }, { outcome }, acknowledge) {
    if (session.membership === null) return acknowledge({ ok: false, code: 'not-joined' })
    if (!(await dependencies.rateLimits.allowLinkReport(session.addressKey))) {
      return acknowledge({ ok: false, code: 'rate-limited' })
    }
    dependencies.metrics.noteLink(outcome)
    acknowledge({ ok: true })
  },

  'ice:renew': (context, _request, acknowledge) =>
    askRoom(
      context,
      'renew-ice',
      (asker) => ({ ...asker }),
      (reply) => {
        if (!reply.ok) return acknowledge(reply)
        const { clock, createIceConfiguration } = context.dependencies
        acknowledge({ ok: true, ice: createIceConfiguration(reply.participantId, clock.now()) })
      },
    ),
}

function toSettingsChange({ passcodeProof, ...rest }: RequestOf<'room:configure'>): SettingsChange {
  return passcodeProof === undefined ? rest : { ...rest, passcodeHash: hashPasscodeProof(passcodeProof) }
}
