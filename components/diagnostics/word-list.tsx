'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'

const WORDS = [
  'offer',
  'description',
  'candidate',
  'host',
  'srflx',
  'prflx',
  'relay',
  'stun',
  'turn',
  'nat',
  'ice',
  'dtls',
  'codec',
  'bitRate',
  'roundTrip',
  'loss',
  'jitter',
  'freeze',
  'limitation',
] as const

/** Each word of the panel, explained in a line. */
export function WordList() {
  const t = useTranslator()
  return (
    <details className="rounded-xl bg-sunken px-4">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        {t('connection.words')}
      </summary>
      <dl className="flex flex-col gap-2 pb-4 text-sm">
        {WORDS.map((word) => (
          <div key={word}>
            <dt className="inline font-semibold">{t(`connection.word.${word}`)}: </dt>
            <dd className="inline">{t(`connection.meaning.${word}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
