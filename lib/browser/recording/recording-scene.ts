/** Whether a track is an ordinary one or a screen: screens are shown whole and large. */
export type TileKind = 'camera' | 'screen'

/** One picture of a recording. */
export interface RecordedTile {
  readonly id: string
  readonly kind: TileKind
  /** Whose it is. */
  readonly personId: string
  readonly name: string
  /** null: the camera is off, and the name stands in its place. */
  readonly video: MediaStreamTrack | null
}

/** All that is seen and heard of a call at one moment. */
export interface RecordingScene {
  readonly tiles: readonly RecordedTile[]
  readonly sounds: readonly MediaStreamTrack[]
}

/** Somebody in the call, oneself or another, as far as a recording needs to know. */
export interface RecordedPerson {
  readonly id: string
  readonly name: string
  readonly isCameraOn: boolean
  /** By a host: then nobody hears them, a recording either. */
  readonly isMuted: boolean
  readonly audio: MediaStreamTrack | null
  readonly video: MediaStreamTrack | null
  readonly screenVideo: MediaStreamTrack | null
  readonly screenAudio: MediaStreamTrack | null
}

/** What is recorded: the whole call, or one person's camera and voice by their id. */
export type RecordingScope = 'call' | { readonly personId: string }

/** @returns What a recording of this scope shows and plays, screens first. */
export function selectRecordingScene(
  people: readonly RecordedPerson[],
  scope: RecordingScope,
): RecordingScene {
  const recorded = scope === 'call' ? people : people.filter(({ id }) => id === scope.personId)
  const heard = recorded.filter(({ isMuted }) => !isMuted)
  const screens = scope === 'call' ? recorded.filter(({ screenVideo }) => screenVideo !== null) : []
  const sounds = heard.flatMap(({ audio, screenAudio }) => [audio, scope === 'call' ? screenAudio : null])
  return {
    tiles: [
      ...screens.map(({ id, name, screenVideo }) => ({
        id: `screen ${id}`,
        personId: id,
        kind: 'screen' as const,
        name,
        video: screenVideo,
      })),
      ...recorded.map(({ id, name, isCameraOn, video }) => ({
        id,
        personId: id,
        kind: 'camera' as const,
        name,
        video: isCameraOn ? video : null,
      })),
    ],
    sounds: sounds.filter((track) => track !== null),
  }
}
