/**
 * Goes to a room with a fresh name, its fresh key in the link's fragment, which the server never sees. What makes them is fetched
 * only now, to keep it out of the room page.
 */
export async function openNewRoom(): Promise<void> {
  const [{ generateRoomName }, { createRoomKey, toKeyFragment }] = await Promise.all([
    import('@/lib/protocol/room-name-generator'),
    import('@/lib/browser/sealing/room-key'),
  ])
  location.assign(`/${generateRoomName()}${toKeyFragment(createRoomKey())}`)
}
