/** A tag (BCP 47) that messages/ has a file of texts for. */
export type Language = string

/** A language, and its name in itself. */
export interface LanguageChoice {
  readonly language: Language
  readonly name: string
}

/** One for each file of messages/, as next.config.js found them; the first is the one for everybody else. */
export const LANGUAGE_CHOICES: readonly LanguageChoice[] = JSON.parse(process.env.LANGUAGES ?? '[]')
export const LANGUAGES: readonly Language[] = LANGUAGE_CHOICES.map(({ language }) => language)

/** Holds the language that a person chose by hand. */
export const LANGUAGE_COOKIE = 'language'

function matchLanguage(tag: string): Language | null {
  const wanted = tag.trim().toLowerCase()
  const primary = wanted.split('-')[0]
  return (
    LANGUAGES.find((language) => language.toLowerCase() === wanted) ??
    LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === primary) ??
    null
  )
}

/** Ranges of an Accept-Language header (RFC 9110, section 12.5.4), the most wanted first; those with q=0 left out. */
function readAcceptedTags(header: string): string[] {
  return header
    .split(',')
    .slice(0, 32)
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/i.exec(text)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

/**
 * Picks the language of a page: the one chosen by hand, or else the first that the browser accepts and we have.
 * @param chosen The cookie's value, if any.
 * @param acceptLanguage The request header's value, if any.
 */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  const byHand = LANGUAGES.find((language) => language === chosen)
  if (byHand !== undefined) return byHand
  for (const tag of readAcceptedTags(acceptLanguage ?? '')) {
    const language = matchLanguage(tag)
    if (language !== null) return language
  }
  return LANGUAGES[0] ?? 'en'
}
