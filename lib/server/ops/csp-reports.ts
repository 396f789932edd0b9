import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import * as z from 'zod/mini'
import { CSP_REPORT_PATH } from './security-headers'

/** One report of a browser, or a few: they are batched by newer ones. */
const MAX_BODY_BYTES = 64_000
const MAX_REPORTS = 10

/** CSP level 3 §5.1: `report-uri` sends one. */
const LegacyReport = z.object({
  'csp-report': z.object({
    'violated-directive': z.optional(z.string()),
    'effective-directive': z.optional(z.string()),
    'blocked-uri': z.optional(z.string()),
  }),
})
/** Reporting API §4: `report-to` sends a list, with reports of other kinds in it. */
const Reports = z.array(
  z.object({
    body: z.optional(
      z.object({ effectiveDirective: z.optional(z.string()), blockedURL: z.optional(z.string()) }),
    ),
  }),
)

/** What the log gets to know of a violation: no address of a page, and no more of what was blocked than its origin. */
interface PolicyViolation {
  readonly directive: string
  readonly blocked: string
}

/** What reports are answered with. */
export interface CspReportParts {
  readonly logger: Logger
  readonly allowReport: (addressKey: string) => Promise<boolean>
  readonly toAddressKey: (request: IncomingMessage) => string
}

/**
 * Takes browsers' reports of what the content policy blocked and logs their gist.
 * Answers 204 whatever the report holds, 405, 413 past 64,000 bytes, and 429 past the rate.
 * @returns false where the request asks for something else and was left alone
 */
export function answerCspReport(
  request: IncomingMessage,
  response: ServerResponse,
  parts: CspReportParts,
): boolean {
  if (request.url?.split('?', 1)[0] !== CSP_REPORT_PATH) return false
  if (request.method !== 'POST') response.writeHead(405, { Allow: 'POST' }).end()
  else void takeReport(request, response, parts)
  return true
}

async function takeReport(
  request: IncomingMessage,
  response: ServerResponse,
  { logger, allowReport, toAddressKey }: CspReportParts,
): Promise<void> {
  // What is refused is not read: the connection ends with the answer.
  const refuse = (status: number) => response.writeHead(status, { Connection: 'close' }).end()
  try {
    if (!(await allowReport(toAddressKey(request)))) return void refuse(429)
    const body = await readBody(request)
    if (body === null) return void refuse(413)
    for (const violation of readViolations(body)) {
      logger.warn(violation, 'The content policy blocked something')
    }
    response.writeHead(204).end()
  } catch {
    // The other end went away, or the limit could not be asked.
    if (!response.headersSent) refuse(503)
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) return null
    bytes += chunk.byteLength
    if (bytes > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** @returns what of a report may be logged; nothing where it is no report. */
function readViolations(body: string): readonly PolicyViolation[] {
  const value = parseJson(body)
  const legacy = z.safeParse(LegacyReport, value)
  if (legacy.success) {
    const report = legacy.data['csp-report']
    return [toViolation(report['effective-directive'] ?? report['violated-directive'], report['blocked-uri'])]
  }
  const reports = z.safeParse(Reports, value)
  if (!reports.success) return []
  return reports.data
    .slice(0, MAX_REPORTS)
    .flatMap(({ body: report }) =>
      report?.effectiveDirective === undefined
        ? []
        : [toViolation(report.effectiveDirective, report.blockedURL)],
    )
}

/** A directive's name, or a keyword such as `inline` or `wasm-eval`: too short to tell anything else. */
const KEYWORD = /^[a-z-]{1,32}$/

function toViolation(directive = '', blocked = ''): PolicyViolation {
  // Older browsers send the directive with its sources.
  const [name = ''] = directive.split(' ', 1)
  return { directive: KEYWORD.test(name) ? name : 'unknown', blocked: toBlocked(blocked) }
}

function toBlocked(blocked: string): string {
  if (KEYWORD.test(blocked)) return blocked
  if (!URL.canParse(blocked)) return 'unknown'
  const { origin, protocol } = new URL(blocked)
  // What has no origin (`data:`) is its text.
  return origin === 'null' ? protocol : origin
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
