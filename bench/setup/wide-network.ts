import { join } from 'node:path'
import { ownLabPrefix } from '@/e2e/lab/lab-prefix'
import { Line } from '@/e2e/lab/line'
import { NetworkNamespace } from '@/e2e/lab/network-namespace'

/** Twice over two lines is a round trip of 100 ms. */
const LINE_DELAY_MS = 25

/** A machine of its own at the end of a line. */
export interface Machine {
  readonly namespace: NetworkNamespace
  /** The hub's end of its line. */
  readonly device: string
  address: string
}

/** Owns a network of namespaces around one hub, in which every round trip between two machines takes 100 ms. Needs root. */
export class WideNetwork {
  readonly #prefix: string
  readonly #hub: NetworkNamespace
  readonly #machines: Machine[] = []
  readonly #lines: Line[] = []

  private constructor(prefix: string, hub: NetworkNamespace) {
    this.#prefix = prefix
    this.#hub = hub
  }

  static async open(): Promise<WideNetwork> {
    await NetworkNamespace.sweep()
    const prefix = `${ownLabPrefix()}-bench`
    const hub = await NetworkNamespace.create(`${prefix}-hub`)
    await hub.enableForwarding()
    return new WideNetwork(prefix, hub)
  }

  async connect(name: string, address: string): Promise<Machine> {
    const machine = {
      namespace: await NetworkNamespace.create(`${this.#prefix}-${name}`),
      device: name,
      address,
    }
    this.#machines.push(machine)
    const line = await Line.lay(
      { namespace: machine.namespace, device: 'wan0' },
      { namespace: this.#hub, device: name },
      // A bundled benchmark is elsewhere than the sources.
      join(process.cwd(), 'e2e', 'lab', 'line.py'),
    )
    this.#lines.push(line)
    await line.set({ delay: LINE_DELAY_MS })
    await machine.namespace.ip([
      `address add ${address}/32 dev wan0`,
      'link set wan0 up mtu 1500',
      'route add default dev wan0',
    ])
    await this.#hub.ip([`link set ${name} up mtu 1500`, `route add ${address}/32 dev ${name}`])
    return machine
  }

  /** The machine is somewhere else from now on; what is sent to where it was goes nowhere. */
  async move(machine: Machine, address: string): Promise<void> {
    const { namespace, device } = machine
    await this.#hub.ip([
      `route del ${machine.address}/32 dev ${device}`,
      `route add ${address}/32 dev ${device}`,
    ])
    await namespace.ip([
      `address add ${address}/32 dev wan0`,
      `address del ${machine.address}/32 dev wan0`,
      'route replace default dev wan0',
    ])
    machine.address = address
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()))
    const namespaces = [this.#hub, ...this.#machines.map(({ namespace }) => namespace)]
    await Promise.all(namespaces.map((namespace) => namespace.remove()))
  }
}
