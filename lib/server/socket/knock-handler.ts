import type { Ack } from '@/lib/protocol/answers'
import type { RequestOf } from '@/lib/protocol/requests'
import { deliverEffects, toParticipantChannel } from './effect-delivery'
import type { Membership, RequestContext } from './request-context'
import { readVisitor, tryEntry } from './visitor'

/** Lets a socket wait at a room's door, in the place of where it waited before. Refuses: what `readVisitor` does, and rooms. */
export async function handleKnock(
  context: RequestContext,
  request: RequestOf<'room:knock'>,
  acknowledge: (ack: Ack<'room:knock'>) => void,
): Promise<void> {
  const { io, session, dispatcher } = context
  const visit = await readVisitor(context, request)
  if (visit.code !== null) return acknowledge({ ok: false, code: visit.code })
  const { roomId, token } = visit
  const { participantId } = visit.visitor
  const before = session.knock
  await tryEntry(context, visit, async (visitor) => {
    let isWrong = false
    await dispatcher.dispatch(roomId, { ...visitor, kind: 'knock' }, ({ reply, effects }) => {
      isWrong = !reply.ok && reply.code === 'passcode-wrong'
      if (!reply.ok) return acknowledge(reply)
      session.knock = { roomId, participantId }
      if (session.socket.connected) session.socket.join(toParticipantChannel(participantId))
      // First the token, then the fact that it may be used, which comes at once where the door has opened meanwhile.
      acknowledge({ ok: true, participantId, token })
      deliverEffects(io, roomId, effects)
    })
    return isWrong
  })
  if (session.knock !== null) await withdrawKnock(context, before, session.knock)
}

/** Ends an earlier knock of the socket, but where it is the one that `current` took the place of. */
export async function withdrawKnock(
  context: RequestContext,
  earlier: Membership | null,
  current: Membership | null,
): Promise<void> {
  if (earlier === null) return
  const isSameId = earlier.participantId === current?.participantId
  if (isSameId && earlier.roomId === current.roomId) return
  const { io, session, dispatcher } = context
  if (!isSameId) session.socket.leave(toParticipantChannel(earlier.participantId))
  const command = {
    kind: 'end-knock',
    participantId: earlier.participantId,
    connectionId: session.connectionId,
  } as const
  await dispatcher.dispatch(earlier.roomId, command, ({ effects }) =>
    deliverEffects(io, earlier.roomId, effects),
  )
}
