'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { CandidateView } from '@/lib/browser/diagnostics/describe-path'
import type { LinkReading } from '@/lib/browser/diagnostics/link-reading'
import { formatAddress } from './format-address'

interface CandidateTablesProps {
  reading: LinkReading
  isAddressShown: boolean
}

interface CandidateTableProps {
  caption: string
  candidates: readonly CandidateView[]
  isAddressShown: boolean
}

function CandidateTable({ caption, candidates, isAddressShown }: CandidateTableProps) {
  const t = useTranslator()
  return (
    <table className="w-full text-left text-sm">
      <caption className="pb-1 text-left font-semibold">{caption}</caption>
      <thead className="text-ink-soft">
        <tr>
          <th scope="col">{t('connection.column.type')}</th>
          <th scope="col">{t('connection.column.protocol')}</th>
          <th scope="col">{t('connection.column.address')}</th>
        </tr>
      </thead>
      <tbody>
        {candidates.map((candidate) => (
          <tr key={candidate.id} className="border-line border-t">
            <td className="py-1 pr-3">
              <code>{candidate.type}</code>
            </td>
            <td className="pr-3">
              <code>
                {candidate.protocol}
                {candidate.relayProtocol !== null && ` (${candidate.relayProtocol})`}
              </code>
            </td>
            <td className="break-all">
              <code>{isAddressShown ? formatAddress(candidate) : t('connection.hidden')}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The candidates of both ends, and the pairs of them that were tried. */
export function CandidateTables({ reading, isAddressShown }: CandidateTablesProps) {
  const t = useTranslator()
  const all = new Map([...reading.local, ...reading.remote].map((one) => [one.id, one]))
  const typeOf = (id: string) => all.get(id)?.type ?? '?'
  return (
    <div className="flex flex-col gap-4">
      <div className="grid items-start gap-x-8 gap-y-4 sm:grid-cols-2">
        <CandidateTable
          caption={t('connection.own')}
          candidates={reading.local}
          isAddressShown={isAddressShown}
        />
        <CandidateTable
          caption={t('connection.theirs')}
          candidates={reading.remote}
          isAddressShown={isAddressShown}
        />
      </div>
      <p className="text-sm font-semibold">{t('connection.pairs')}</p>
      <ul className="flex flex-wrap gap-2 text-sm">
        {reading.pairs.map((pair) => (
          <li
            key={pair.id}
            className={`rounded-full px-3 py-1 ${pair.isSelected ? 'bg-accent text-accent-ink' : 'bg-sunken'}`}
          >
            <code>
              {typeOf(pair.localId)} ↔ {typeOf(pair.remoteId)} {pair.state}
            </code>
            {pair.isSelected && ` · ${t('connection.inUse')}`}
          </li>
        ))}
      </ul>
    </div>
  )
}
