import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { Host } from './host'
import { Internet, TURN_ADDRESS } from './internet'
import { isLeftover, ownLabPrefix } from './lab-prefix'
import type { NatKind } from './nat-rules'
import { NetworkNamespace } from './network-namespace'
import { PrivateAuthority } from './private-authority'
import { Router } from './router'
import { STUN_URL, TURN_SECRET, TURN_URLS, TurnServer } from './turn-server'

/** The one port besides 3478 that the strictest router lets out. */
const SERVER_PORT = 443

/** Every way through that an operator can offer. */
export const FULL_ICE_ENVIRONMENT = {
  EARSHOT_STUN_URLS: STUN_URL,
  EARSHOT_TURN_URLS: Object.values(TURN_URLS).join(','),
  EARSHOT_TURN_SECRET: TURN_SECRET,
} as const

/**
 * Owns a small internet on this machine: coturn and Earshot servers on its public side, people's machines behind routers of
 * their own. Two labs at once do not see each other, and what a dead one left is removed by the next.
 */
export class Lab {
  /** For certificates, browsers' files and the like; removed with the lab. */
  readonly directory: string
  /** The home directory of people who trust the authority that signed coturn's certificate. */
  readonly home: string
  readonly #internet: Internet
  readonly #turn: TurnServer
  readonly #servers = new Map<string, EarshotServer>()
  readonly #closers: (() => Promise<void>)[] = []
  #count = 0

  private constructor(options: {
    readonly directory: string
    readonly home: string
    readonly internet: Internet
    readonly turn: TurnServer
  }) {
    this.directory = options.directory
    this.home = options.home
    this.#internet = options.internet
    this.#turn = options.turn
  }

  static async open(): Promise<Lab> {
    await NetworkNamespace.sweep()
    await sweepDirectories()
    const directory = await mkdtemp(join(tmpdir(), `${ownLabPrefix()}-`))
    const internet = await Internet.open(`${ownLabPrefix()}-internet`)
    const authority = await PrivateAuthority.create(directory)
    const home = join(directory, 'home')
    await authority.trustIn(home)
    const turn = await TurnServer.start(internet, directory, await authority.issue('turn', TURN_ADDRESS))
    return new Lab({ directory, home, internet, turn })
  }

  /** An Earshot server with these settings; one for all who ask for the same. */
  async serverWith(environment: Readonly<Record<string, string>>): Promise<EarshotServer> {
    const key = JSON.stringify(environment)
    const running = this.#servers.get(key)
    if (running !== undefined) return running
    // These tests follow one link from its claim on; another one beside it would only be in the way.
    const settings = { EARSHOT_INSTANT_ANSWER: '0', ...environment }
    const server = await EarshotServer.start(settings, {
      host: await this.#internet.newServerAddress(),
      port: SERVER_PORT,
      commandPrefix: this.#internet.namespace.commandPrefix,
    })
    this.#servers.set(key, server)
    return server
  }

  /** @param options.hasLine whether delay, loss and rate of its line are to be set */
  async newRouter(kind: NatKind, options: { readonly hasLine?: boolean } = {}): Promise<Router> {
    this.#count += 1
    const router = await Router.open({
      internet: this.#internet,
      name: `${ownLabPrefix()}-router${this.#count}`,
      number: this.#count,
      kind,
      hasLine: options.hasLine ?? false,
    })
    this.#closers.push(() => router.close())
    return router
  }

  async newHost(router: Router): Promise<Host> {
    this.#count += 1
    const host = await Host.open(`${ownLabPrefix()}-host${this.#count}`, router)
    this.#closers.push(() => host.namespace.remove())
    return host
  }

  /** Takes down routers and hosts; the internet with its servers stays. */
  async clear(): Promise<void> {
    await Promise.all(this.#closers.splice(0).map((close) => close()))
    this.#internet.clearRouterAddresses()
    this.#count = 0
  }

  async close(): Promise<void> {
    await this.clear()
    await Promise.all([...this.#servers.values()].map((server) => server.stop()))
    await this.#turn.stop()
    await this.#internet.namespace.remove()
    await rm(this.directory, { recursive: true, force: true })
  }
}

/** Removes what dead runs left in the temporary directory. */
async function sweepDirectories(): Promise<void> {
  const names = await readdir(tmpdir())
  await Promise.all(
    names.filter(isLeftover).map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })),
  )
}
