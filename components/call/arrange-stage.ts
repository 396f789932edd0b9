/** What a tile shows. */
export type TileKey = `person ${string}` | `screen ${string}` | 'own-screen'

export const toPersonKey = (id: string): TileKey => `person ${id}`
export const toScreenKey = (id: string): TileKey => `screen ${id}`

/** Everybody alike, or one large. */
export type StageView = 'grid' | 'speaker'

export interface StageInput {
  /** The others in the call, in the order in which they came. */
  readonly peopleIds: readonly string[]
  /** Those of them who share a screen. */
  readonly sharerIds: readonly string[]
  readonly isSharing: boolean
  readonly view: StageView
  /** What the person wants to see large, whatever happens. */
  readonly pinned: TileKey | null
  readonly activeSpeakerId: string | null
}

/** Which tiles are large, and which are not, in order. */
export interface StageArrangement {
  readonly featured: readonly TileKey[]
  readonly others: readonly TileKey[]
}

function chooseFeatured(input: StageInput, all: readonly TileKey[]): readonly TileKey[] {
  const { pinned, sharerIds, view, activeSpeakerId, peopleIds } = input
  if (pinned !== null && all.includes(pinned)) return [pinned]
  if (sharerIds.length > 0) return sharerIds.map(toScreenKey)
  if (view === 'grid') return []
  const speaker = peopleIds.find((id) => id === activeSpeakerId) ?? peopleIds[0]
  return speaker === undefined ? [] : [toPersonKey(speaker)]
}

/**
 * Decides what is large: what the person has pinned; else the screens that others share; else, in the speaker view, whoever spoke last.
 * One other alone is large anyway.
 */
export function arrangeStage(input: StageInput): StageArrangement {
  const all: TileKey[] = [
    ...input.sharerIds.map(toScreenKey),
    ...input.peopleIds.map(toPersonKey),
    ...(input.isSharing ? (['own-screen'] as const) : []),
  ]
  const featured = all.length === 1 && input.sharerIds.length === 0 ? [] : chooseFeatured(input, all)
  return { featured, others: all.filter((key) => !featured.includes(key)) }
}
