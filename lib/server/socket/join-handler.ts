import type { Ack } from '@/lib/protocol/answers'
import type { RequestOf } from '@/lib/protocol/requests'
import { deliverEffects, toParticipantChannel, toRoomChannel } from './effect-delivery'
import { withdrawKnock } from './knock-handler'
import type { RequestContext } from './request-context'
import { readVisitor, tryEntry } from './visitor'

/**
 * Brings a socket into a room: as somebody new, or with a token as the participant that it names.
 * Refuses: what `readVisitor` does, and what rooms refuse.
 */
export async function handleJoin(
  context: RequestContext,
  request: RequestOf<'room:join'>,
  acknowledge: (ack: Ack<'room:join'>) => void,
): Promise<void> {
  const { io, session, dispatcher, dependencies } = context
  const { socket } = session
  const visit = await readVisitor(context, request)
  if (visit.code !== null) return acknowledge({ ok: false, code: visit.code })
  const { roomId, token } = visit
  const { participantId, hasToken } = visit.visitor
  const knock = session.knock
  await tryEntry(context, visit, async (visitor) => {
    let isWrong = false
    const command = {
      ...visitor,
      kind: 'join',
      page: request.page,
      callOrder: hasToken ? (request.callOrder ?? null) : null,
      maxParticipants: dependencies.maxParticipants,
    } as const
    await dispatcher.dispatch(roomId, command, ({ reply, effects }) => {
      deliverEffects(io, roomId, effects)
      isWrong = !reply.ok && reply.code === 'passcode-wrong'
      if (!reply.ok) return acknowledge(reply)
      dependencies.metrics.noteJoin(hasToken ? 'returning' : 'new')
      session.membership = { roomId, participantId }
      session.knock = null
      // A socket that broke meanwhile would never leave the channels; its disconnect is next in its queue and marks it away.
      if (socket.connected) socket.join([toRoomChannel(roomId), toParticipantChannel(participantId)])
      const ice = dependencies.createIceConfiguration(participantId, dependencies.clock.now())
      const { isInstantAnswerOn } = dependencies
      acknowledge({ ok: true, participantId, token, snapshot: reply.snapshot, ice, isInstantAnswerOn })
    })
    return isWrong
  })
  if (session.membership !== null) await withdrawKnock(context, knock, session.membership)
}
