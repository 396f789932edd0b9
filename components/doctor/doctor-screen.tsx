'use client'

import { useCallback, useEffect, useState } from 'react'
import { Brand } from '@/components/ui/brand'
import { Button } from '@/components/ui/button'
import { LanguageSwitch } from '@/components/ui/i18n/language-switch'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { examinePage } from '@/lib/browser/doctor/examine-page'
import { type Finding, summarize } from '@/lib/browser/doctor/finding'
import { FindingLine } from './finding-line'

interface Examination {
  readonly isDone: boolean
  readonly findings: readonly Finding[]
}

const NOT_BEGUN: Examination = { isDone: false, findings: [] }

/** Examines when the page opens and whenever it is asked to; what an examination finds that was left behind is dropped. */
function useExamination(): Examination & { again: () => void } {
  const [run, setRun] = useState(0)
  const [examination, setExamination] = useState(NOT_BEGUN)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is what examines again
  useEffect(() => {
    let isLeft = false
    setExamination(NOT_BEGUN)
    const change = (next: (before: Examination) => Examination) => {
      if (!isLeft) setExamination(next)
    }
    examinePage((finding) => change((before) => ({ ...before, findings: [...before.findings, finding] })))
      .catch(() => undefined)
      .then(() => change((before) => ({ ...before, isDone: true })))
    return () => {
      isLeft = true
    }
  }, [run])
  const again = useCallback(() => setRun((before) => before + 1), [])
  return { ...examination, again }
}

/** Says whether calls will work from this device and network, and where not, what to do. */
export function DoctorScreen() {
  const t = useTranslator()
  const { isDone, findings, again } = useExamination()
  const summary = isDone ? summarize(findings) : 'running'
  return (
    <div className="safe-area flex min-h-dvh flex-col gap-6">
      <header>
        <Brand />
      </header>
      <main className="mx-auto flex w-full max-w-2xl flex-1 flex-col gap-5">
        <h1 className="text-4xl">{t('doctor.title')}</h1>
        <p className="text-ink-soft">{t('doctor.lead')}</p>
        <p role="status" data-code={`doctor-${summary}`} className="card p-4 font-semibold text-lg">
          {t(`doctor.summary.${summary}`)}
        </p>
        <ul aria-label={t('doctor.findings')} className="flex flex-col gap-3">
          {findings.map((finding) => (
            <FindingLine key={`${finding.check} ${finding.subject}`} finding={finding} />
          ))}
        </ul>
        <div>{isDone && <Button onClick={again}>{t('doctor.again')}</Button>}</div>
      </main>
      <footer className="flex justify-end">
        <LanguageSwitch />
      </footer>
    </div>
  )
}
