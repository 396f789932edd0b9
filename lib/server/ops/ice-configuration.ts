import { createHmac } from 'node:crypto'
import type { IceConfiguration, IceServer } from '@/lib/protocol/room'
import type { Environment } from './env'

/**
 * Makes what one participant needs to find its way: the operator's STUN and TURN servers and no others.
 * TURN credentials end by themselves (draft-uberti-behave-turn-rest-00 §2.2): the name is the end in Unix seconds and
 * the participant's id, the credential is the base64 HMAC-SHA1 of it under the secret shared with the TURN server.
 * @param now milliseconds since the epoch
 */
export function createIceConfiguration(
  settings: Pick<Environment, 'stunUrls' | 'turn' | 'icePolicy'>,
  participantId: string,
  now: number,
): IceConfiguration {
  const { stunUrls, turn, icePolicy } = settings
  const stun: IceServer[] = stunUrls.length === 0 ? [] : [{ urls: [...stunUrls] }]
  if (turn === null) return { iceServers: stun, iceTransportPolicy: icePolicy, expiresAt: null }
  const expiresAtSeconds = Math.floor(now / 1000) + turn.ttlSeconds
  const username = `${expiresAtSeconds}:${participantId}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return {
    iceServers: [...stun, { urls: [...turn.urls], username, credential }],
    iceTransportPolicy: icePolicy,
    expiresAt: expiresAtSeconds * 1000,
  }
}
