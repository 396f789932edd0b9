'use client'

import { useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { LinkReading } from '@/lib/browser/diagnostics/link-reading'
import { CandidateTables } from './candidate-tables'
import { CodecList } from './codec-list'
import { LinkPlots } from './link-plots'
import { PathDrawing } from './path-drawing'
import { Section } from './section'
import { StateTable } from './state-table'
import { TimelineChart } from './timeline-chart'
import { WordList } from './word-list'

interface LinkPanelProps {
  reading: LinkReading
  /** Of whom the link goes to. */
  name: string
}

/** One link, from how it came about to how it does now. */
export function LinkPanel({ reading, name }: LinkPanelProps) {
  const t = useTranslator()
  const [isAddressShown, setAddressShown] = useState(false)
  return (
    <div className="flex min-w-0 flex-col gap-7">
      <Section title={t('connection.path')} hint={t('connection.pathHint')}>
        {reading.path === null ? (
          <p>{t('connection.pathNone')}</p>
        ) : (
          <PathDrawing path={reading.path} name={name} isAddressShown={isAddressShown} />
        )}
      </Section>
      <Section title={t('connection.timeline')} hint={t(`connection.role.${reading.role}`, { name })}>
        {reading.timeline !== null && <TimelineChart timeline={reading.timeline} role={reading.role} />}
      </Section>
      <Section title={t('connection.plots')} hint={t(`connection.limit.${reading.limitation}`)}>
        <LinkPlots samples={reading.samples} />
      </Section>
      <Section title={t('connection.codecs')} hint={t('connection.codecsHint')}>
        <CodecList codecs={reading.codecs} />
      </Section>
      <Section title={t('connection.candidates')} hint={t('connection.candidatesHint')}>
        <label className="flex min-h-11 items-center gap-3 text-sm">
          <input
            type="checkbox"
            className="size-5"
            checked={isAddressShown}
            onChange={(event) => setAddressShown(event.target.checked)}
          />
          {t('connection.showAddresses')}
        </label>
        <CandidateTables reading={reading} isAddressShown={isAddressShown} />
      </Section>
      <Section title={t('connection.states')} hint={t('connection.statesHint')}>
        <StateTable states={reading.states} />
      </Section>
      <WordList />
    </div>
  )
}
