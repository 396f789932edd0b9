/** What is heard when people come or go. */
export type Tone = 'come' | 'go'

/** @returns What the change of those in the call sounds like; null: like nothing. Where some come and some go, a welcome is heard. */
export function chooseTone(before: readonly string[], after: readonly string[]): Tone | null {
  if (after.some((id) => !before.includes(id))) return 'come'
  return before.some((id) => !after.includes(id)) ? 'go' : null
}
