/** What most file systems take, with room for the number that a browser adds to a name that is there already. */
const MAX_LENGTH = 120
const MAX_EXTENSION_LENGTH = 16

/** Separators and what Windows reserves, control characters, and those that reverse the writing direction and so hide an extension. */
const UNWANTED = /[/\\:*?"<>|\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
/** Devices, whatever extension they have (Microsoft, "Naming Files, Paths, and Namespaces"). */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** @returns A name under which a file can be stored anywhere and that shows what it is: no path, nothing hidden, not too long. */
export function cleanFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(UNWANTED, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (plain === '') return 'file'
  return shorten(RESERVED.test(plain) ? `_${plain}` : plain)
}

/** Cuts before the extension, by which systems know what to do with a file. */
function shorten(name: string): string {
  if (name.length <= MAX_LENGTH) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION_LENGTH ? name.slice(dot) : ''
  // A cut may fall inside a surrogate pair.
  const stem = name.slice(0, MAX_LENGTH - extension.length).replace(/[\ud800-\udbff]$/, '')
  return stem + extension
}
