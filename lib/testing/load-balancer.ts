import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** How often it asks its servers whether they take people in. */
const ASK_MS = 100

/**
 * A load balancer of a test's own: hands TCP connections to servers in turn, to those alone that say that they are ready. One that
 * dies is found out by the connection that it refuses, which goes to the next. Where none is ready, as on a machine too busy to say so
 * in time, connections wait.
 */
export class LoadBalancer {
  readonly #server: Server
  readonly #ready = new Set<string>()
  readonly #servers = new Set<string>()
  readonly #open = new Set<Socket>()
  readonly #timer: NodeJS.Timeout
  #turn = 0

  private constructor() {
    this.#server = createServer((client) => {
      this.#open.add(client)
      client.on('error', () => {}).once('close', () => this.#open.delete(client))
      this.#dial(client, this.#inTurn())
    })
    this.#timer = setInterval(() => void this.#ask(), ASK_MS)
  }

  static async start(): Promise<LoadBalancer> {
    const balancer = new LoadBalancer()
    balancer.#server.listen(0, '127.0.0.1')
    await once(balancer.#server, 'listening')
    return balancer
  }

  get url(): string {
    const address = this.#server.address()
    if (typeof address !== 'object' || address === null) throw new Error('The load balancer does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  /** Sends people to one more server, which is ready. */
  add(url: string): void {
    this.#servers.add(url)
    this.#ready.add(url)
  }

  remove(url: string): void {
    this.#servers.delete(url)
    this.#ready.delete(url)
  }

  close(): void {
    clearInterval(this.#timer)
    for (const socket of this.#open) socket.destroy()
    this.#server.close()
  }

  /** Every ready server, the one whose turn it is first. */
  #inTurn(): string[] {
    const ready = [...this.#ready]
    this.#turn += 1
    return ready.map((_, index) => ready[(index + this.#turn) % ready.length] ?? '')
  }

  #dial(client: Socket, [url, ...others]: readonly string[]): void {
    if (url === undefined) {
      setTimeout(() => {
        if (!client.destroyed) this.#dial(client, this.#inTurn())
      }, ASK_MS)
      return
    }
    const { port, hostname } = new URL(url)
    const server = connect(Number(port), hostname)
    const tryOthers = () => this.#dial(client, others)
    server.once('error', tryOthers)
    server.once('connect', () => {
      server.off('error', tryOthers).on('error', () => {})
      client.pipe(server).pipe(client)
      client.once('close', () => server.destroy())
      server.once('close', () => client.destroy())
    })
  }

  async #ask(): Promise<void> {
    const ask = async (url: string) => {
      const isReady = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) }).then(
        ({ ok }) => ok,
        () => false,
      )
      if (isReady && this.#servers.has(url)) this.#ready.add(url)
      else this.#ready.delete(url)
    }
    await Promise.all([...this.#servers].map(ask))
  }
}
