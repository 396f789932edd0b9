/** What the address of a room page asks for; null: as the person had it last. */
export interface RoomQuery {
  readonly name: string | null
  readonly shouldJoin: boolean
  readonly isMicrophoneWanted: boolean | null
  readonly isCameraWanted: boolean | null
}

type QueryValue = string | string[] | undefined

function takeFirst(value: QueryValue): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return first ?? null
}

function readSwitch(value: QueryValue): boolean | null {
  const text = takeFirst(value)
  if (text === '0') return false
  return text === '1' ? true : null
}

/** Reads `?name=Ann&join=1&mic=0&camera=0`. Anything that is not understood counts as not said. */
export function parseRoomQuery(query: Readonly<Record<string, QueryValue>>): RoomQuery {
  return {
    name: takeFirst(query.name)?.trim() || null,
    shouldJoin: readSwitch(query.join) === true,
    isMicrophoneWanted: readSwitch(query.mic),
    isCameraWanted: readSwitch(query.camera),
  }
}
