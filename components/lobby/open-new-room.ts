/** Goes to a room with a fresh name. The generator's words are fetched only now, to keep them out of the room page. */
export async function openNewRoom(): Promise<void> {
  const { generateRoomName } = await import('@/lib/protocol/room-name-generator')
  location.assign(`/${generateRoomName()}`)
}
