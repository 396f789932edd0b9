import type { CommandFields, CommandKind, Reply } from '@/lib/server/rooms/commands'
import { deliverEffects } from './effect-delivery'
import type { RequestContext } from './request-context'

/** Who asks: taken from the socket's own record. */
export interface Asker {
  readonly participantId: string
  readonly connectionId: string
}

/**
 * Runs one command on the asker's room, tells its effects and then replies. Replies `not-joined` where the socket is in no room.
 * @param onSettled runs in the room's turn, after the effects and before the reply
 */
export async function askRoom<K extends CommandKind>(
  { io, session, dispatcher }: RequestContext,
  kind: K,
  toFields: (asker: Asker) => CommandFields[K],
  reply: (reply: Reply<K>) => void,
  onSettled?: (reply: Reply<K>) => void,
): Promise<void> {
  const { membership, connectionId } = session
  if (membership === null) {
    reply({ ok: false, code: 'not-joined' })
    return
  }
  const { roomId, participantId } = membership
  const command = { kind, ...toFields({ participantId, connectionId }) }
  await dispatcher.dispatch(roomId, command, (settlement) => {
    deliverEffects(io, roomId, settlement.effects)
    onSettled?.(settlement.reply)
    reply(settlement.reply)
  })
}
