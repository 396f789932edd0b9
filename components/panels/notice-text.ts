import type { Translator } from '@/components/ui/i18n/translator'
import type { Notice } from '@/lib/browser/store/state'

/** @returns The sentence for a code that came from elsewhere; one that says so where there is none for it. */
export function describeCode(t: Translator, code: string, values: Notice['values'] = {}): string {
  const key = `notice.${code}`
  return t.has(key) ? t(key, values) : t('notice.fallback', { code })
}
