/** How loud each of the others is, by participant id: 0 (silence) to 1 (full scale), linear as RTCRtpContributingSource.audioLevel. */
export type AudioLevels = ReadonlyMap<string, number>

/** Who speaks, as the interface shows it. */
export interface Speakers {
  /** Whoever spoke last or speaks now, one at a time; null before anybody did. */
  readonly activeId: string | null
  /** Everybody who speaks just now. */
  readonly speakingIds: ReadonlySet<string>
}

interface Voice {
  /** The level, falling slowly, so that the gaps between words do not count. */
  readonly level: number
  readonly startedAtMs: number
  readonly heardAtMs: number
}

/** What is remembered from one look to the next. */
export interface SpeakerState {
  readonly voices: ReadonlyMap<string, Voice>
  /** Who is about to take over from a louder room, and since when. */
  readonly rival: { readonly id: string; readonly sinceMs: number } | null
  /** The same object as long as it says the same. */
  readonly speakers: Speakers
}

export const NOBODY_SPEAKS: SpeakerState = {
  voices: new Map(),
  rival: null,
  speakers: { activeId: null, speakingIds: new Set() },
}

/** About −40 dBFS: above the noise of a quiet room, below a soft voice. */
const SPEECH_LEVEL = 0.01

/** A voice goes on over a gap as short as that between two words or sentences. */
const HOLD_MS = 700

/** A cough or a chair does not make somebody the speaker. */
const TAKE_FLOOR_MS = 400

/** Over somebody who still speaks one must be clearly louder, and stay so. */
const TAKE_OVER_RATIO = 2
const TAKE_OVER_MS = 1_500

/** Of the level before, how much is left after 100 ms. */
const LEVEL_DECAY = 0.8

function nextVoice(voice: Voice | undefined, level: number, nowMs: number): Voice | null {
  if (level >= SPEECH_LEVEL) {
    return {
      level: Math.max(level, (voice?.level ?? 0) * LEVEL_DECAY),
      startedAtMs: voice?.startedAtMs ?? nowMs,
      heardAtMs: nowMs,
    }
  }
  if (voice === undefined || nowMs - voice.heardAtMs > HOLD_MS) return null
  return { ...voice, level: voice.level * LEVEL_DECAY }
}

/** The loudest of those who have spoken long enough to be the speaker. */
function findCandidate(voices: SpeakerState['voices'], nowMs: number): string | null {
  let found: string | null = null
  for (const [id, voice] of voices) {
    if (voice.heardAtMs - voice.startedAtMs < TAKE_FLOOR_MS || nowMs - voice.startedAtMs < TAKE_FLOOR_MS)
      continue
    if (found === null || voice.level > (voices.get(found)?.level ?? 0)) found = id
  }
  return found
}

function haveSameMembers(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}

/** The candidate takes an empty floor at once; one that is in use after having been clearly louder for a while. */
function nextFloor(
  { speakers, rival }: SpeakerState,
  voices: SpeakerState['voices'],
  nowMs: number,
): { activeId: string | null; rival: SpeakerState['rival'] } {
  const { activeId } = speakers
  const candidate = findCandidate(voices, nowMs)
  if (candidate === null || candidate === activeId) return { activeId, rival: null }
  const active = activeId === null ? undefined : voices.get(activeId)
  if (active === undefined) return { activeId: candidate, rival: null }
  if ((voices.get(candidate)?.level ?? 0) < active.level * TAKE_OVER_RATIO) return { activeId, rival: null }
  const sinceMs = rival?.id === candidate ? rival.sinceMs : nowMs
  if (nowMs - sinceMs >= TAKE_OVER_MS) return { activeId: candidate, rival: null }
  return { activeId, rival: { id: candidate, sinceMs } }
}

/**
 * Decides who is the speaker from one look at the levels to the next, about ten a second. Holds a speaker over pauses and over others'
 * coughs, so that a picture that follows the speaker does not flicker. Who is not among the levels has left. Pure.
 */
export function nextSpeakers(state: SpeakerState, levels: AudioLevels, nowMs: number): SpeakerState {
  const voices = new Map<string, Voice>()
  for (const [id, level] of levels) {
    const voice = nextVoice(state.voices.get(id), level, nowMs)
    if (voice !== null) voices.set(id, voice)
  }
  const floor = nextFloor(state, voices, nowMs)
  const activeId = floor.activeId !== null && levels.has(floor.activeId) ? floor.activeId : null
  const speakingIds = new Set(voices.keys())
  const isSame =
    activeId === state.speakers.activeId && haveSameMembers(speakingIds, state.speakers.speakingIds)
  return { voices, rival: floor.rival, speakers: isSame ? state.speakers : { activeId, speakingIds } }
}
