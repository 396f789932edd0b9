export type DoctorCheck =
  | 'configuration'
  | 'data-directory'
  | 'port'
  | 'public-address'
  | 'tls'
  | 'websocket'
  | 'stun'
  | 'turn'
  | 'relay-ways'
  | 'redis'

type Status = 'ok' | 'note' | 'warning' | 'failed'

/** What each code means: how bad it is, and what to do about it. */
export const DOCTOR_VERDICTS = {
  'configuration-read': ['ok', 'Every setting is known and in its bounds.'],
  'configuration-bad': ['failed', 'Mend the setting that is named; the server does not start with it.'],
  'data-directory-writable': ['ok', 'The server can keep its secret and its rooms.'],
  'data-directory-refused': ['failed', 'Make DATA_DIR writable for the account that runs the server.'],
  'port-free': ['ok', 'Nothing listens there yet; the server can.'],
  'port-ours': ['ok', 'Earshot answers there.'],
  'port-taken': ['failed', 'Another program listens there. Stop it, or set PORT.'],
  'port-denied': ['failed', 'The system does not give this port to this account. Set PORT to 1024 or above.'],
  'public-not-given': ['note', 'Run `npm run doctor -- https://your.name` to look at it from outside.'],
  'public-reached': ['ok', 'The address answers, and it is Earshot that does.'],
  'public-unreachable': [
    'failed',
    'Nothing answers there. Look at the name’s DNS entry, the firewall and the proxy.',
  ],
  'public-not-earshot': ['failed', 'Something else answers. Let the proxy pass every path to Earshot.'],
  'public-not-secure': [
    'failed',
    'Browsers give camera and microphone to https pages alone. Put TLS in front.',
  ],
  'tls-valid': ['ok', 'Browsers trust the certificate.'],
  'tls-ends-soon': ['warning', 'The certificate ends within two weeks. See that its renewal works.'],
  'tls-expired': ['failed', 'The certificate is over. Renew it.'],
  'tls-wrong-name': ['failed', 'The certificate is for another name. Have one issued for this one.'],
  'tls-untrusted': ['failed', 'Browsers do not know who issued the certificate, or its chain is incomplete.'],
  'websocket-upgraded': ['ok', 'WebSocket passes.'],
  'websocket-refused': [
    'failed',
    'Earshot refuses its own origin: the proxy changes the host. Pass Host on, or set TRUST_PROXY and X-Forwarded-Host.',
  ],
  'websocket-not-upgraded': [
    'failed',
    'The proxy does not pass WebSocket. Pass Upgrade and Connection on for /socket.io/.',
  ],
  'stun-answers': ['ok', 'The server tells addresses.'],
  'stun-silent': ['failed', 'No answer. Look at the address, at the server, and at UDP in its firewall.'],
  'stun-url-bad': ['failed', 'No browser can use this URL.'],
  'turn-relays': ['ok', 'The relay takes our credentials and gives an address.'],
  'turn-unreachable': [
    'failed',
    'No answer. Look at the address, at coturn, and at this port in its firewall.',
  ],
  'turn-tls-refused': [
    'failed',
    'The relay’s certificate is not one that browsers trust for this name; they say nothing and do without.',
  ],
  'turn-secret-wrong': [
    'failed',
    'The relay refuses our credentials: make static-auth-secret and EARSHOT_TURN_SECRET the same text.',
  ],
  'turn-clock-ahead': [
    'failed',
    'The relay takes credentials of later on alone: the clocks differ by more than EARSHOT_TURN_TTL_SECONDS. Run NTP on both.',
  ],
  'turn-no-credentials-asked': ['failed', 'The relay serves anybody. Set use-auth-secret.'],
  'turn-relays-privately': [
    'failed',
    'The relay gives a private address, at which nobody outside arrives. Set external-ip.',
  ],
  'turn-refused': ['failed', 'The relay refuses an allocation; its own log says why.'],
  'relay-none': [
    'note',
    'No relay is set: calls through strict networks will fail. See docs/operating/turn.md.',
  ],
  'relay-every-way': ['ok', 'The relay is named over UDP and over TCP or TLS.'],
  'relay-over-udp-alone': [
    'warning',
    'Whose network stops UDP cannot call. Name the relay over TCP and TLS too.',
  ],
  'redis-not-used': ['ok', 'Rooms live in this one process.'],
  'redis-answers': ['ok', 'Redis answers.'],
  'redis-unreachable': ['failed', 'No answer at REDIS_URL.'],
  'redis-refused': ['failed', 'Redis answers and refuses: look at the password in REDIS_URL.'],
} as const satisfies Readonly<Record<string, readonly [Status, string]>>

export type DoctorCode = keyof typeof DOCTOR_VERDICTS

/** One line of the report. */
export interface DoctorLine {
  readonly check: DoctorCheck
  readonly code: DoctorCode
  /** What was looked at, such as a server's URL; never a secret. */
  readonly subject: string
}

/** @returns 0 where nothing failed, else 1. Warnings and notes fail nothing. */
export function toExitCode(lines: readonly DoctorLine[]): number {
  return lines.some(({ code }) => DOCTOR_VERDICTS[code][0] === 'failed') ? 1 : 0
}

const MARKS: Readonly<Record<Status, string>> = { ok: '✓', note: '·', warning: '!', failed: '✗' }

/** The report as a terminal shows it: what was found, and where it is not well, what to do. */
export function formatReport(lines: readonly DoctorLine[]): string {
  const rows = lines.map(({ check, code, subject }) => {
    const [status, advice] = DOCTOR_VERDICTS[code]
    return `${MARKS[status]} ${check.padEnd(15)} ${code.padEnd(27)} ${subject}\n    ${advice}`
  })
  const failed = lines.filter(({ code }) => DOCTOR_VERDICTS[code][0] === 'failed').length
  const summary = failed === 0 ? 'All is well.' : `${failed} of ${lines.length} checks failed.`
  return [...rows, '', summary].join('\n')
}
