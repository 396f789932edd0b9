import { fileURLToPath } from 'node:url'
import { TURN_ADDRESS } from './internet'
import type { NetworkNamespace } from './network-namespace'

const SCRIPT = new URL('./ask-stun.mjs', import.meta.url)

/**
 * The addresses that one UDP socket in a namespace has in the eyes of coturn's two ports; null for each that did not answer
 * within two seconds.
 */
export async function readMappedAddresses(namespace: NetworkNamespace): Promise<(string | null)[]> {
  const printed = await namespace.run(process.execPath, [
    fileURLToPath(SCRIPT),
    `${TURN_ADDRESS}:3478`,
    `${TURN_ADDRESS}:443`,
  ])
  const answers: unknown = JSON.parse(printed)
  if (!Array.isArray(answers)) throw new Error('ask-stun.mjs printed no list')
  return answers.map((answer) => (typeof answer === 'string' ? answer : null))
}
