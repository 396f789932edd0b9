import { access, constants, mkdtemp, rm } from 'node:fs/promises'
import { type ClientRequest, type IncomingMessage, request as requestPlainly } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { TLSSocket } from 'node:tls'
import type { PortFact, PublicFacts } from './judge'
import { readErrorCode } from './look-at-relay'

const MAX_BODY = 10_000

export interface LookOptions {
  readonly timeoutMs: number
  /** Authorities to trust beside those that Node knows, PEM. */
  readonly authorities?: string
}

/** Whether the server could keep its files there; where the folder is yet to be made, whether it could be. */
export async function isDirectoryWritable(directory: string): Promise<boolean> {
  const path = resolve(directory)
  try {
    const made = await mkdtemp(join(path, '.doctor-'))
    await rm(made, { recursive: true })
    return true
  } catch (error) {
    if (readErrorCode(error) !== 'ENOENT') return false
    return access(dirname(path), constants.W_OK).then(
      () => true,
      () => false,
    )
  }
}

/** Whether the server could listen there, or does already. */
export async function lookAtPort(
  port: number,
  host: string | undefined,
  options: LookOptions,
): Promise<PortFact> {
  const error = await new Promise<string | null>((resolveError) => {
    const server = createServer()
    server.once('error', (refusal) => resolveError(readErrorCode(refusal)))
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () =>
      server.close(() => resolveError(null)),
    )
  })
  if (error === null) return 'free'
  if (error === 'EACCES') return 'denied'
  for (const protocol of ['http', 'https']) {
    // What this machine's own server is certified for is not the question here.
    const { isEarshot, error } = await lookAtPublic(new URL(`${protocol}://localhost:${port}`), options)
    if (isEarshot || (error !== null && /CERT|SIGN/.test(error))) return 'ours'
  }
  return 'taken'
}

/** Asks the public address for its health, as a browser's way goes: through whatever stands in front. */
export async function lookAtPublic(url: URL, options: LookOptions): Promise<PublicFacts> {
  const isSecure = url.protocol === 'https:' || url.hostname === 'localhost'
  try {
    const { response, certificateEndsAt } = await ask(open(new URL('/healthz', url), {}, options), options)
    const body = await readBody(response)
    return { isSecure, isEarshot: /^\{"status":"ok"/.test(body), error: null, certificateEndsAt }
  } catch (error) {
    return { isSecure, isEarshot: false, error: readErrorCode(error), certificateEndsAt: null }
  }
}

/** Asks for the upgrade that Socket.IO begins with, from the page's own origin. @returns the answer's status; null without any */
export async function lookAtWebSocket(url: URL, options: LookOptions): Promise<number | null> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    // RFC 6455 §4.1: any 16 bytes.
    'Sec-WebSocket-Key': Buffer.alloc(16, 1).toString('base64'),
    Origin: url.origin,
  }
  try {
    const { response } = await ask(
      open(new URL('/socket.io/?EIO=4&transport=websocket', url), headers, options),
      options,
    )
    response.destroy()
    return response.statusCode ?? null
  } catch {
    return null
  }
}

function open(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { authorities }: LookOptions,
): ClientRequest {
  const agent = false
  return url.protocol === 'https:'
    ? requestSecurely(url, { agent, headers, ...(authorities === undefined ? {} : { ca: authorities }) })
    : requestPlainly(url, { agent, headers })
}

interface Answer {
  readonly response: IncomingMessage
  readonly certificateEndsAt: number | null
}

function ask(request: ClientRequest, { timeoutMs }: LookOptions): Promise<Answer> {
  return new Promise((resolveAnswer, reject) => {
    const take = (response: IncomingMessage) => {
      const { socket } = response
      const end = socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : null
      resolveAnswer({ response, certificateEndsAt: end })
    }
    request.setTimeout(timeoutMs, () => request.destroy(new Error('timeout')))
    request.once('error', reject)
    request.once('response', take)
    request.once('upgrade', (response, socket) => {
      take(response)
      socket.destroy()
    })
    request.end()
  })
}

async function readBody(response: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of response) {
    body += String(chunk)
    if (body.length > MAX_BODY) break
  }
  return body
}
