import { NetworkNamespace } from './network-namespace'
import type { Router } from './router'

interface Attachment {
  readonly router: Router
  readonly device: string
  address: string
}

/** Owns one person's machine: a namespace with an interface into the network of each router that it is attached to. */
export class Host {
  readonly namespace: NetworkNamespace
  readonly #attachments: Attachment[] = []

  private constructor(namespace: NetworkNamespace) {
    this.namespace = namespace
  }

  /** Attached to one router, by `eth0`. */
  static async open(name: string, router: Router): Promise<Host> {
    const host = new Host(await NetworkNamespace.create(name))
    await host.attach(router)
    await host.routeBy(router)
    return host
  }

  /** Plugs a cable into one more router. The default route stays where it is. A router has room for one host. */
  async attach(router: Router): Promise<void> {
    const { network } = router
    const device = `eth${this.#attachments.length}`
    await router.namespace.ip([
      `link add lan type veth peer name ${device} netns ${this.namespace.name}`,
      `address add ${network.router}/${network.prefixLength} dev lan`,
      'link set lan up',
    ])
    this.#attachments.push({ router, device, address: network.host })
    await this.namespace.ip([
      `address add ${network.host}/${network.prefixLength} dev ${device}`,
      `link set ${device} up`,
    ])
  }

  /** Moves the default route to a router; other links stay up. */
  async routeBy(router: Router): Promise<void> {
    const { device } = this.#attachmentTo(router)
    await this.namespace.ip([`route replace default via ${router.network.router} dev ${device}`])
  }

  /** The machine leaves a router's network: link, address and routes are gone, as a network manager sees to. */
  async unplug(router: Router): Promise<void> {
    const { device } = this.#attachmentTo(router)
    await this.namespace.ip([`link set ${device} down`, `address flush dev ${device}`])
  }

  /** The machine joins a router's network again and sends everything by it. */
  async plugIn(router: Router): Promise<void> {
    const { device, address } = this.#attachmentTo(router)
    await this.namespace.ip([
      `link set ${device} up`,
      `address replace ${address}/${router.network.prefixLength} dev ${device}`,
    ])
    await this.routeBy(router)
  }

  /** Off the air for a time, and back as it was. An outage of so many seconds is an event that lasts so long. */
  async loseLink(router: Router, seconds: number): Promise<void> {
    const { device } = this.#attachmentTo(router)
    await this.namespace.ip([`link set ${device} down`])
    await this.namespace.run('sleep', [`${seconds}`], { timeoutMs: (seconds + 10) * 1_000 })
    await this.namespace.ip([`link set ${device} up`])
    await this.routeBy(router)
  }

  /** The router's DHCP hands out another address: the old one is gone at once. */
  async changeAddress(router: Router): Promise<void> {
    const attachment = this.#attachmentTo(router)
    const { host, otherHost, prefixLength } = router.network
    const next = attachment.address === host ? otherHost : host
    await this.namespace.ip([
      `address delete ${attachment.address}/${prefixLength} dev ${attachment.device}`,
      `address add ${next}/${prefixLength} dev ${attachment.device}`,
    ])
    attachment.address = next
    await this.routeBy(router)
  }

  /**
   * Closes the lid for a time: every process stands still and the link is down, then both are back. A sleep of so many seconds is an
   * event that lasts so long.
   */
  async sleep(router: Router, seconds: number): Promise<void> {
    const processIds = await this.namespace.processIds()
    for (const id of processIds) process.kill(id, 'SIGSTOP')
    try {
      await this.loseLink(router, seconds)
    } finally {
      for (const id of processIds) process.kill(id, 'SIGCONT')
    }
  }

  /** An interface that leads nowhere comes up, as a container's or a virtual machine's does. */
  async addUnrelatedInterface(): Promise<void> {
    await this.namespace.ip([
      'link add bystander type veth peer name bystander-peer',
      'address add 172.31.255.1/24 dev bystander',
      'link set bystander up',
      'link set bystander-peer up',
    ])
  }

  async removeUnrelatedInterface(): Promise<void> {
    await this.namespace.ip(['link delete bystander'])
  }

  #attachmentTo(router: Router): Attachment {
    const attachment = this.#attachments.find((one) => one.router === router)
    if (attachment === undefined) throw new Error('The host has no cable to this router')
    return attachment
  }
}
