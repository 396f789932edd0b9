import { admissionChanged } from './admission'
import { findHost } from './asker'
import { type Command, grant, type Outcome, refuse, type SettingsChange } from './commands'
import { withDoor } from './door'
import { type Effect, roomUpdated } from './effects'
import { answerKnocks } from './knocks'
import { type Room, withSettings } from './room'

/** Changes what hosts set; what the command leaves out stays. Refuses: `not-host`. Nobody is put out by it. */
export function configureRoom(room: Room, command: Command<'configure-room'>): Outcome<'configure-room'> {
  const { participant, code } = findHost(room, command)
  if (participant === null) return refuse(room, code)
  const { change, maxParticipants } = command
  const configured = withDoor(withChange(room, change, maxParticipants), change.door ?? room.settings.door)
  const settled = settleKnocks(room, configured)
  return grant(settled.room, [
    roomUpdated(settled.room, maxParticipants),
    ...settled.effects,
    ...admissionChanged(room, settled.room),
  ])
}

function withChange(room: Room, change: SettingsChange, serverMaxParticipants: number): Room {
  const { settings } = room
  const { admission = settings.admission, passcodeHash = settings.passcodeHash } = change
  // As many as the server takes is no limit of the room's: it then follows the server's setting.
  const limit =
    change.maxParticipants === undefined || change.maxParticipants < serverMaxParticipants
      ? change.maxParticipants
      : null
  return withSettings(room, {
    admission,
    passcodeHash,
    maxParticipants: limit === undefined ? settings.maxParticipants : limit,
  })
}

/** A door that opens admits all who wait, one that locks refuses them. Told to those who could answer before the change. */
function settleKnocks(
  before: Room,
  after: Room,
): { readonly room: Room; readonly effects: readonly Effect[] } {
  const { door } = after.settings
  if (door === 'knock' || before.knocks.length === 0) return { room: after, effects: [] }
  const { effects } = answerKnocks(before, door === 'open')
  return { room: { ...after, knocks: [] }, effects }
}
