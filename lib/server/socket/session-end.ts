import { askRoom } from './ask-room'
import { withdrawKnock } from './knock-handler'
import type { RequestContext } from './request-context'

/** Does what the end of a socket does: its participant is away, its knock is over. */
export async function endSession(context: RequestContext): Promise<void> {
  const { session, dependencies } = context
  const { graceMs } = dependencies
  await withdrawKnock(context, session.knock, null)
  await askRoom(
    context,
    'disconnect',
    (asker) => ({ ...asker, graceMs }),
    () => {},
  )
}
