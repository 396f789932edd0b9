/** How many colours app/globals.css has for people (`.hue-0` and on). */
export const HUE_COUNT = 8

/**
 * The letters that stand for a name: the first of the first and of the last word, or the first two characters
 * where a script is written without spaces.
 */
export function pickInitials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const [first = '', ...others] = words
  const last = others.at(-1)
  const isIdeographic = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(first)
  if (last === undefined)
    return [...first]
      .slice(0, isIdeographic ? 2 : 1)
      .join('')
      .toUpperCase()
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase()
}

/** @returns The same colour number (below HUE_COUNT) for the same id, on every machine. FNV-1a, for its even spread over short texts. */
export function pickHue(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0) % HUE_COUNT
}
