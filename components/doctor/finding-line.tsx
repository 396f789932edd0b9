'use client'

import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleX from 'lucide-react/icons/circle-x'
import Info from 'lucide-react/icons/info'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { FINDINGS, type Finding, type FindingStatus } from '@/lib/browser/doctor/finding'

const ICONS = { ok: CircleCheck, note: Info, warning: CircleAlert, failed: CircleX } as const

const COLORS: Readonly<Record<FindingStatus, string>> = {
  ok: 'text-good',
  note: 'text-ink-soft',
  warning: 'text-accent-text',
  failed: 'text-danger-text',
}

/** One line of the doctor's report: what was looked at, what was found, and what to do about it. */
export function FindingLine({ finding }: { finding: Finding }) {
  const t = useTranslator()
  const { check, code, subject, value } = finding
  const status: FindingStatus = FINDINGS[code]
  const Icon = ICONS[status]
  return (
    <li data-check={check} data-code={code} className="card flex gap-3 p-4">
      <Icon className={`mt-0.5 size-5 flex-none ${COLORS[status]}`} aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-semibold">
          {t(`doctor.check.${check}`)} <span className="sr-only">{t(`doctor.status.${status}`)}</span>
        </p>
        {subject !== '' && <p className="break-all text-ink-soft text-sm">{subject}</p>}
        <p className="text-sm">
          {t(`doctor.finding.${code}`, { value: value === null ? '–' : Math.round(value) })}
        </p>
      </div>
    </li>
  )
}
