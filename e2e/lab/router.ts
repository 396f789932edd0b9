import { GATEWAY_ADDRESS, type Internet } from './internet'
import { Line } from './line'
import { type NatKind, natRules } from './nat-rules'
import { NetworkNamespace } from './network-namespace'

/** A network behind a router: its addresses begin with three of the four numbers. */
interface LocalNetwork {
  readonly router: string
  readonly host: string
  /** The address to which a host moves that gets another one. */
  readonly otherHost: string
  readonly prefixLength: number
}

/** Owns one router: the network of one household behind one kind of NAT, and its line to the internet. */
export class Router {
  readonly namespace: NetworkNamespace
  readonly network: LocalNetwork
  /** The line whose conditions can be changed; null where a plain cable was laid. */
  readonly line: Line | null
  readonly #internet: Internet
  readonly #upstreamDevice: string
  #publicAddress: string

  private constructor(options: {
    readonly namespace: NetworkNamespace
    readonly network: LocalNetwork
    readonly line: Line | null
    readonly internet: Internet
    readonly upstreamDevice: string
    readonly publicAddress: string
  }) {
    this.namespace = options.namespace
    this.network = options.network
    this.line = options.line
    this.#internet = options.internet
    this.#upstreamDevice = options.upstreamDevice
    this.#publicAddress = options.publicAddress
  }

  /**
   * Sets up a router.
   * @param options.number of this router in its lab, from 1: gives it its networks
   * @param options.hasLine whether its line is one whose conditions can be changed
   */
  static async open(options: {
    readonly internet: Internet
    readonly name: string
    readonly number: number
    readonly kind: NatKind
    readonly hasLine: boolean
  }): Promise<Router> {
    const { internet, name, number, kind, hasLine } = options
    const namespace = await NetworkNamespace.create(name)
    await namespace.enableForwarding()
    const upstreamDevice = `router${number}`
    const line = hasLine
      ? await Line.lay(upstream(internet, upstreamDevice), { namespace, device: 'wan' })
      : null
    if (line === null) {
      await internet.namespace.ip([`link add ${upstreamDevice} type veth peer name wan netns ${name}`])
    }
    await internet.namespace.ip([`link set ${upstreamDevice} up`])
    const network = kind === 'public' ? publicNetwork(number) : privateNetwork(number)
    const publicAddress = internet.newRouterAddress()
    const router = new Router({ namespace, network, line, internet, upstreamDevice, publicAddress })
    await namespace.ip(['link set wan up'])
    await router.#takeAddress(publicAddress)
    if (kind === 'public') await router.#announceNetwork()
    await namespace.run('nft', ['-f', '-'], { input: natRules(kind) })
    return router
  }

  /** The provider gives the router another address: mappings of the old one are void, and packets to it go nowhere. */
  async changePublicAddress(): Promise<void> {
    const address = this.#internet.newRouterAddress()
    await this.namespace.ip([`address delete ${this.#publicAddress}/32 dev wan`])
    await this.#internet.namespace.ip([`route delete ${this.#publicAddress}/32 dev ${this.#upstreamDevice}`])
    this.#publicAddress = address
    await this.#takeAddress(address)
  }

  async close(): Promise<void> {
    // A namespace ends some time after its removal; its name in the internet must be free at once.
    if (this.line === null) await this.#internet.namespace.ip([`link delete ${this.#upstreamDevice}`])
    else await this.line.close()
    await this.namespace.remove()
  }

  async #takeAddress(address: string): Promise<void> {
    await this.#internet.namespace.ip([`route add ${address}/32 dev ${this.#upstreamDevice}`])
    await this.namespace.ip([
      `address add ${address}/32 dev wan`,
      `route replace ${GATEWAY_ADDRESS}/32 dev wan src ${address}`,
      `route replace default via ${GATEWAY_ADDRESS} dev wan src ${address}`,
    ])
  }

  async #announceNetwork(): Promise<void> {
    const { router, prefixLength } = this.network
    const network = router.replace(/\d+$/, (last) => String(Number(last) - 1))
    const via = this.line === null ? `via ${this.#publicAddress} ` : ''
    await this.#internet.namespace.ip([
      `route add ${network}/${prefixLength} ${via}dev ${this.#upstreamDevice}`,
    ])
  }
}

function upstream(internet: Internet, device: string): { namespace: NetworkNamespace; device: string } {
  return { namespace: internet.namespace, device }
}

function privateNetwork(number: number): LocalNetwork {
  const prefix = `10.${number}.0`
  return { router: `${prefix}.1`, host: `${prefix}.2`, otherHost: `${prefix}.77`, prefixLength: 24 }
}

/** Sixteen public addresses, routed to the router as a provider routes them to a company. */
function publicNetwork(number: number): LocalNetwork {
  const first = 16 * number
  const address = (last: number) => `198.51.100.${first + last}`
  return { router: address(1), host: address(2), otherHost: address(7), prefixLength: 28 }
}
