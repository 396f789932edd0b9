import { NetworkNamespace } from './network-namespace'

/** Addresses for documentation (RFC 5737), which no real network uses. */
export const GATEWAY_ADDRESS = '203.0.113.1'
export const TURN_ADDRESS = '203.0.113.10'
const FIRST_SERVER_NUMBER = 20
const FIRST_ROUTER_NUMBER = 100

/** Owns the public side of the lab: where coturn and the Earshot servers are and where every router's line ends. */
export class Internet {
  readonly namespace: NetworkNamespace
  #serverCount = 0
  #routerAddressCount = 0

  private constructor(namespace: NetworkNamespace) {
    this.namespace = namespace
  }

  static async open(name: string): Promise<Internet> {
    const namespace = await NetworkNamespace.create(name)
    await namespace.enableForwarding()
    await namespace.ip([
      `address add ${GATEWAY_ADDRESS}/32 dev lo`,
      `address add ${TURN_ADDRESS}/32 dev lo`,
      // Packets to nowhere, such as to the peers' private addresses, vanish as they do out there. Without a route they would
      // be an error to the sender, upon which coturn 4.6 gives up the whole allocation.
      'link add void type veth peer name abyss',
      'link set void up',
      'link set abyss up',
      'neighbour add 192.0.2.1 lladdr 02:00:00:00:00:01 dev void nud permanent',
      'route add default via 192.0.2.1 dev void onlink',
    ])
    return new Internet(namespace)
  }

  /** @returns an address of its own for one more server */
  async newServerAddress(): Promise<string> {
    const address = `203.0.113.${FIRST_SERVER_NUMBER + this.#serverCount}`
    this.#serverCount += 1
    await this.namespace.ip([`address add ${address}/32 dev lo`])
    return address
  }

  /** @returns a public address that no router had since the last clearing */
  newRouterAddress(): string {
    this.#routerAddressCount += 1
    return `203.0.113.${FIRST_ROUTER_NUMBER + this.#routerAddressCount}`
  }

  /** All routers are gone: their addresses are free. */
  clearRouterAddresses(): void {
    this.#routerAddressCount = 0
  }
}
