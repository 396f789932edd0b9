import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { Server } from 'socket.io'
import type { FactName, FactOf } from '@/lib/protocol/facts'
import type { RequestName } from '@/lib/protocol/requests'
import { HostileLine } from './hostile-line'
import { type PassingMessage, passUnchanged, type Tamper } from './passing-message'

/** Links that are made while it rings do not come about: tests alter claims, and of prepared links with whole sessions in Node. */
const PREPARING: RequestName = 'link:prepare'

/**
 * Owns a server that a person's browser takes for Earshot, and that sits between it and the real one: pages pass as they are, and of
 * what is signaled each message may be read, changed, dropped, doubled, delayed or forged. Signaling is ended on both sides, so that
 * nothing passes unseen; and only WebSocket is spoken.
 */
export class HostileProxy {
  readonly origin: string
  /** What is done to everything that passes from now on. */
  tamper: Tamper = passUnchanged
  /** The client is modified: it knows nothing of what is dropped, nor that the server has ended its socket. */
  isEndHidden = false
  /** All messages, as they came from whoever sent them. */
  readonly passed: PassingMessage[] = []
  readonly #http = createServer((incoming, outgoing) => this.#passPage(incoming, outgoing))
  readonly #requestTexts: string[] = []
  readonly #lines = new Set<HostileLine>()
  readonly #watchers = new Set<(message: PassingMessage) => void>()
  readonly #serverOrigin: string
  readonly #sockets: Server

  private constructor(serverOrigin: string, port: number) {
    this.#serverOrigin = serverOrigin
    this.origin = `http://localhost:${port}`
    this.#sockets = new Server(this.#http, { transports: ['websocket'], serveClient: false })
    this.#sockets.on('connection', (socket) => {
      this.#requestTexts.push(toText(socket.request))
      const line = new HostileLine({
        socket,
        serverOrigin,
        isEndHidden: () => this.isEndHidden,
        note: (message) => this.#note(message),
        pass: (message) => (message.name === PREPARING ? [] : this.tamper(message)),
      })
      this.#lines.add(line)
      socket.on('disconnect', () => this.#lines.delete(line))
    })
  }

  static async start(serverOrigin: string): Promise<HostileProxy> {
    const probe = createServer().listen(0, 'localhost')
    await once(probe, 'listening')
    const address = probe.address()
    probe.close()
    if (address === null || typeof address === 'string') throw new Error('No free port')
    const proxy = new HostileProxy(serverOrigin, address.port)
    proxy.#http.listen(address.port, 'localhost')
    await once(proxy.#http, 'listening')
    return proxy
  }

  /** Everything that the browser sent and was sent, requests for pages and their headers included. */
  get text(): string {
    return [...this.#requestTexts, ...this.passed.map((message) => JSON.stringify(message))].join('\n')
  }

  /** Tells the browser a fact that the server never stated. */
  forge<N extends FactName>(name: N, fact: FactOf<N>): void {
    for (const line of this.#lines) line.state(name, fact)
  }

  /** Resolves when as many messages of this kind and name have come, from now on. */
  untilCome(kind: PassingMessage['kind'], name: string, count = 1): Promise<void> {
    let missing = count
    return new Promise((resolve) => {
      const watch = (message: PassingMessage) => {
        if (message.kind !== kind || message.name !== name) return
        missing -= 1
        if (missing > 0) return
        this.#watchers.delete(watch)
        resolve()
      }
      this.#watchers.add(watch)
    })
  }

  async close(): Promise<void> {
    for (const line of this.#lines) line.close()
    this.#http.closeAllConnections()
    await this.#sockets.close()
  }

  #note(message: PassingMessage): void {
    this.passed.push(message)
    for (const watch of this.#watchers) watch(message)
  }

  #passPage(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#requestTexts.push(toText(incoming))
    const { method = 'GET', url = '/', headers } = incoming
    const { host } = new URL(this.#serverOrigin)
    const onward = request(
      new URL(url, this.#serverOrigin),
      { method, headers: { ...headers, host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
}

function toText({ method, url, rawHeaders }: IncomingMessage): string {
  return [method, url, ...rawHeaders].join(' ')
}
