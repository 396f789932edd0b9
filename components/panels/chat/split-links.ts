/** A piece of a text: plain, or an address that may be opened. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu
/** What ends a sentence and not an address. */
const TRAILING = /[.,;:!?、。，！？；：…)\]}]+$/u

/** Splits a text at its web addresses: https and http alone, so that no piece can run a script. The pieces joined are the text. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0])
    const href = readAddress(address)
    if (href === null) continue
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) })
    pieces.push({ kind: 'link', text: address, href })
    end = match.index + address.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

/** A closing bracket belongs to an address that opened it. */
function trimAddress(address: string): string {
  const trimmed = address.replace(TRAILING, '')
  return address[trimmed.length] === ')' && trimmed.includes('(') ? `${trimmed})` : trimmed
}

function readAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, href, username } = new URL(address)
  // A name before an @ is there to look like another host.
  return (protocol === 'https:' || protocol === 'http:') && username === '' ? href : null
}

const EMOJI_ALONE =
  /^(?:\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*\s*){1,4}$/u

/** Whether a text is a few emoji and nothing else, which are shown large. */
export function isEmojiAlone(text: string): boolean {
  return text.length < 60 && EMOJI_ALONE.test(text)
}
