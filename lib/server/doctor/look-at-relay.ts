import { lookup } from 'node:dns/promises'
import type { Environment } from '@/lib/server/ops/env'
import { createIceConfiguration } from '@/lib/server/ops/ice-configuration'
import { askAllocation, askBinding, type TurnAnswer, type TurnCredentials } from './ask-turn'
import type { TurnFacts } from './judge'
import { openTransport, type StunTransport, type TransportOptions } from './stun-transport'
import type { StunTarget } from './stun-url'

const YEAR_SECONDS = 31_536_000
/** Later than any clock is wrong by. */
const LATER_SECONDS = 10 * YEAR_SECONDS

type TurnSettings = NonNullable<Environment['turn']>

/** Asks a STUN server for our address. @returns whether it answered */
export async function lookAtStun(target: StunTarget, options: TransportOptions): Promise<boolean> {
  try {
    return await overTransport(target, options, async (transport) => (await askBinding(transport)) !== null)
  } catch {
    return false
  }
}

/** Asks a TURN server for an allocation as a participant's browser does, and where it refuses, what it would take. */
export async function lookAtTurn(
  target: StunTarget,
  turn: TurnSettings,
  options: TransportOptions & { readonly now: number },
): Promise<TurnFacts> {
  const isTls = target.transport === 'tls'
  const ask = (credentials: TurnCredentials) =>
    overTransport(target, options, (transport) => askAllocation(transport, credentials))
  const allocate = (ttlSeconds: number) => ask(makeCredentials({ ...turn, ttlSeconds }, options.now))
  const silent: TurnAnswer = { kind: 'silent' }
  try {
    const answer = await allocate(turn.ttlSeconds)
    const isRefused = answer.kind === 'refused'
    const bogus = answer.kind === 'granted' ? await ask({ username: 'nobody', credential: 'none' }) : silent
    return {
      error: null,
      isTls,
      answer,
      laterAnswer: isRefused ? await allocate(LATER_SECONDS) : null,
      isOpen: bogus.kind === 'granted',
      serverAddress: (await lookup(target.host)).address,
    }
  } catch (error) {
    const code = readErrorCode(error)
    return { error: code, isTls, answer: silent, laterAnswer: null, isOpen: false, serverAddress: '' }
  }
}

function makeCredentials(turn: TurnSettings, now: number): TurnCredentials {
  const { iceServers } = createIceConfiguration({ stunUrls: [], icePolicy: 'all', turn }, 'doctor', now)
  const [{ username = '', credential = '' } = {}] = iceServers
  return { username, credential }
}

async function overTransport<T>(
  target: StunTarget,
  options: TransportOptions,
  use: (transport: StunTransport) => Promise<T>,
): Promise<T> {
  const transport = await openTransport(target, options)
  try {
    return await use(transport)
  } finally {
    transport.close()
  }
}

/** @returns The platform's code of an error, such as `ECONNREFUSED`; its message where it has none. */
export function readErrorCode(error: unknown): string {
  if (error instanceof AggregateError) return readErrorCode(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
