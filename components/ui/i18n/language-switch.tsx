'use client'

import { LANGUAGE_CHOICES, LANGUAGE_COOKIE } from './language'
import { useTranslator } from './translator-context'

const YEAR_S = 31_536_000

/** Chooses the interface's language. The texts come from the server, so the page loads again. */
export function LanguageSwitch() {
  const t = useTranslator()
  return (
    <label className="inline-flex items-center gap-2 text-sm text-ink-soft">
      <span className="sr-only">{t('language.label')}</span>
      <select
        className="select min-h-11 py-1"
        value={t.language}
        onChange={(event) => {
          // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not in every browser we serve
          document.cookie = `${LANGUAGE_COOKIE}=${event.target.value}; path=/; max-age=${YEAR_S}; samesite=lax`
          location.reload()
        }}
      >
        {LANGUAGE_CHOICES.map(({ language, name }) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
