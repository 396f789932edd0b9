import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DOCTOR_ICE_PATH } from '@/lib/protocol/doctor'
import type { IceConfiguration } from '@/lib/protocol/room'

/** What the doctor page's question is answered with. */
export interface DoctorIceParts {
  /** Makes ICE servers with credentials of two minutes. */
  readonly createIceConfiguration: (participantId: string) => IceConfiguration
  readonly allowDoctor: (addressKey: string) => Promise<boolean>
  readonly toAddressKey: (request: IncomingMessage) => string
}

/**
 * Answers the doctor page, which is in no room, with the ICE servers that calls are made with (rule B17).
 * 405 for anything but GET, 403 where another site's page asks, 429 past the rate, 503 where the rate cannot be told.
 * @returns false where the request asks for something else and was left alone
 */
export function answerDoctorIce(
  request: IncomingMessage,
  response: ServerResponse,
  parts: DoctorIceParts,
): boolean {
  if (request.url?.split('?', 1)[0] !== DOCTOR_ICE_PATH) return false
  if (request.method !== 'GET') response.writeHead(405, { Allow: 'GET' }).end()
  // Fetch Metadata §2.3: every browser that has it says so; what says nothing is no page.
  else if (![undefined, 'same-origin'].includes(readSite(request))) response.writeHead(403).end()
  else void giveServers(request, response, parts)
  return true
}

function readSite({ headers }: IncomingMessage): string | undefined {
  const site = headers['sec-fetch-site']
  return typeof site === 'string' ? site : undefined
}

async function giveServers(
  request: IncomingMessage,
  response: ServerResponse,
  { createIceConfiguration, allowDoctor, toAddressKey }: DoctorIceParts,
): Promise<void> {
  try {
    if (!(await allowDoctor(toAddressKey(request)))) return void response.writeHead(429).end()
    const body = JSON.stringify(createIceConfiguration(`doctor-${randomUUID()}`))
    response.writeHead(200, { 'Cache-Control': 'no-store', 'Content-Type': 'application/json' }).end(body)
  } catch {
    response.writeHead(503).end()
  }
}
