import type { CandidateView } from '@/lib/browser/diagnostics/describe-path'

/** An address with its port as a URL has it; an ellipsis where the browser does not tell it. */
export function formatAddress({ address, port }: Pick<CandidateView, 'address' | 'port'>): string {
  const host = address === '' ? '…' : address.includes(':') ? `[${address}]` : address
  return port === null ? host : `${host}:${port}`
}
