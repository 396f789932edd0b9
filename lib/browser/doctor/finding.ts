/** What the doctor page looks at, in this order. */
export type DoctorCheck = 'browser' | 'devices' | 'permissions' | 'server' | 'stun' | 'relay' | 'bandwidth'

/** How much a finding matters: a `note` hinders nobody, with a `warning` some calls fail, with a failure all do. */
export type FindingStatus = 'ok' | 'note' | 'warning' | 'failed'

/** Every verdict, with how much it matters. Its text and advice are in messages/. */
export const FINDINGS = {
  'browser-able': 'ok',
  'browser-too-old': 'failed',
  'page-not-secure': 'failed',
  'devices-there': 'ok',
  'camera-missing': 'note',
  'microphone-missing': 'warning',
  'devices-missing': 'warning',
  'permission-granted': 'ok',
  'permission-asked': 'note',
  'permission-denied': 'warning',
  'server-reached': 'ok',
  'server-by-polling': 'warning',
  'server-unreachable': 'failed',
  'stun-answers': 'ok',
  'stun-none': 'note',
  'stun-silent': 'warning',
  'relay-carries': 'ok',
  'relay-none': 'note',
  'relay-refused': 'warning',
  'relay-unreachable': 'warning',
  'relay-silent': 'warning',
  'servers-untold': 'warning',
  'bandwidth-good': 'ok',
  'bandwidth-low': 'warning',
  'bandwidth-unmeasured': 'note',
} as const satisfies Readonly<Record<string, FindingStatus>>

export type FindingCode = keyof typeof FINDINGS

/** One line of the doctor's report. */
export interface Finding {
  readonly check: DoctorCheck
  readonly code: FindingCode
  /** What was looked at where there are several, such as a relay's URL. */
  readonly subject: string
  /** Milliseconds or kbit/s, as the text of the code says; null where there is no figure. */
  readonly value: number | null
}

/** `ready`: calls will work. `limited`: some may not. `blocked`: none will. */
export type DoctorSummary = 'ready' | 'limited' | 'blocked'

/** @returns What the report comes to. One relay that carries makes up for others that do not. */
export function summarize(findings: readonly Finding[]): DoctorSummary {
  const hasRelay = findings.some(({ code }) => code === 'relay-carries')
  const statuses = findings
    .filter(({ check }) => !(hasRelay && check === 'relay'))
    .map(({ code }): FindingStatus => FINDINGS[code])
  if (statuses.includes('failed')) return 'blocked'
  return statuses.includes('warning') ? 'limited' : 'ready'
}
