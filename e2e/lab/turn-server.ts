import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Internet, TURN_ADDRESS } from './internet'
import { readMappedAddresses } from './mapped-addresses'
import type { Certificate } from './private-authority'
import { fillTurnConfiguration } from './turn-configuration'

const TEMPLATE = new URL('../../deploy/coturn/turnserver.conf', import.meta.url)

/** The secret that coturn and the servers of the lab share. */
export const TURN_SECRET = 'the-lab-shares-this-secret-with-coturn'

/** URLs by the way from a browser to the relay. */
export const TURN_URLS = {
  udp: `turn:${TURN_ADDRESS}:3478?transport=udp`,
  tcp: `turn:${TURN_ADDRESS}:3478?transport=tcp`,
  tls: `turns:${TURN_ADDRESS}:443?transport=tcp`,
} as const
export const STUN_URL = `stun:${TURN_ADDRESS}:3478`

/** Owns a coturn on the internet of a lab, run with the configuration that operators are given. */
export class TurnServer {
  readonly #process: ChildProcess

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  /** @param directory where it may put its files */
  static async start(internet: Internet, directory: string, certificate: Certificate): Promise<TurnServer> {
    const configuration = fillTurnConfiguration(await readFile(fileURLToPath(TEMPLATE), 'utf8'), {
      'listening-ip': [TURN_ADDRESS],
      'relay-ip': [TURN_ADDRESS],
      'aux-server': [`${TURN_ADDRESS}:443`],
      realm: ['turn.lab.test'],
      'static-auth-secret': [TURN_SECRET],
      cert: [certificate.chainPath],
      pkey: [certificate.keyPath],
    })
    const path = join(directory, 'turnserver.conf')
    await writeFile(path, configuration, { mode: 0o600 })
    const [command = '', ...prefix] = internet.namespace.commandPrefix
    const files = [`--userdb=${join(directory, 'turndb')}`, `--pidfile=${join(directory, 'turnserver.pid')}`]
    const child = spawn(command, [...prefix, 'turnserver', '-c', path, ...files], { stdio: 'ignore' })
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`coturn ended with code ${code} before it answered`)
    })
    await Promise.race([waitUntilAnswering(internet), exited])
    exited.catch(() => undefined)
    return new TurnServer(child)
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const exited = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await exited
  }
}

/** Each round of questions takes two seconds at most. */
const QUESTION_ROUNDS = 10

/** Quiet as operators run it, coturn says nothing when it listens, so it is asked. */
async function waitUntilAnswering(internet: Internet): Promise<void> {
  for (let round = 0; round < QUESTION_ROUNDS; round += 1) {
    const answers = await readMappedAddresses(internet.namespace)
    if (!answers.includes(null)) return
  }
  throw new Error('coturn does not answer')
}
