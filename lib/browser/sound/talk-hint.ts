/** Loud enough to be a voice at the microphone and not the room around it: -36 dBFS on the meter's scale. */
const VOICE_LEVEL = 0.5
/** Somebody who coughs or types does not want to be told that they are muted; somebody who says a sentence does. */
const TALK_MS = 700
/** Pauses between words do not undo what was said; a minute of single noises does not add up to a sentence. */
const FORGET_RATE = 0.5
/** After a hint there is none for this long: who goes on talking is talking to somebody else. */
const REST_MS = 60_000
/** A page that was asleep has not heard what happened meanwhile. */
const LONGEST_LOOK_MS = 200

/** What a muted microphone has heard so far. Times in milliseconds of one clock. */
export interface TalkState {
  readonly talkedMs: number
  readonly lookedAtMs: number | null
  readonly hintedAtMs: number | null
}

export const SILENT: TalkState = { talkedMs: 0, lookedAtMs: null, hintedAtMs: null }

/**
 * Takes one look at a muted microphone.
 * @param look.level 0 to 1, as the level meter tells it
 * @returns what is known now, and whether the person should be told that nobody hears them
 */
export function nextTalkState(
  state: TalkState,
  look: { readonly level: number; readonly atMs: number },
): { readonly state: TalkState; readonly shouldHint: boolean } {
  const elapsedMs = Math.min(LONGEST_LOOK_MS, look.atMs - (state.lookedAtMs ?? look.atMs))
  const talkedMs =
    look.level >= VOICE_LEVEL
      ? state.talkedMs + elapsedMs
      : Math.max(0, state.talkedMs - elapsedMs * FORGET_RATE)
  const isRested = state.hintedAtMs === null || look.atMs - state.hintedAtMs >= REST_MS
  const shouldHint = talkedMs >= TALK_MS && isRested
  return {
    state: {
      talkedMs: shouldHint ? 0 : talkedMs,
      lookedAtMs: look.atMs,
      hintedAtMs: shouldHint ? look.atMs : state.hintedAtMs,
    },
    shouldHint,
  }
}
