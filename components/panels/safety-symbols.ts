/**
 * The 64 symbols of a safety code (docs/protocol.md, S8), by number. They are those of Matrix's short authentication strings
 * (Matrix specification, client-server API, "SAS method: emoji"), chosen to be told apart by sight and by word.
 * Their words are the text `safety.symbols`, in the same order.
 */
const SYMBOLS = `
  🐶 🐱 🦁 🐎 🦄 🐷 🐘 🐰 🐼 🐓 🐧 🐢 🐟 🐙 🦋 🌷
  🌳 🌵 🍄 🌏 🌙 ☁️ 🔥 🍌 🍎 🍓 🌽 🍕 🎂 ❤️ 😀 🤖
  🎩 👓 🔧 🎅 👍 ☂️ ⌛ ⏰ 🎁 💡 📕 ✏️ 📎 ✂️ 🔒 🔑
  🔨 ☎️ 🏁 🚂 🚲 ✈️ 🚀 🏆 ⚽ 🎸 🎺 🔔 ⚓ 🎧 📁 📌
`
  .trim()
  .split(/\s+/)

/** How many symbols there are: six bits each. */
export const SYMBOL_COUNT = 64

/** A symbol with the word that is read aloud for it. */
export interface SafetySymbol {
  readonly emoji: string
  readonly word: string
}

/**
 * @param code Numbers below `SYMBOL_COUNT`.
 * @param words The language's words for all symbols, parted by commas.
 */
export function toSafetySymbols(code: readonly number[], words: string): SafetySymbol[] {
  const wordList = words.split(/[,，、]\s*/)
  return code.map((number) => ({ emoji: SYMBOLS[number] ?? '', word: wordList[number] ?? '' }))
}
