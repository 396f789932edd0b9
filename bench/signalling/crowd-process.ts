import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import * as z from 'zod/mini'
import { Crowd } from './crowd'

/** Marks the process in which the crowd lives: the benchmark's own program, begun once more. */
export const CROWD_ARGUMENT = '--crowd'

const Order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill'), participants: z.int(), roomSize: z.int(), isInCall: z.boolean() }),
  z.object({ kind: z.literal('relay'), roomSize: z.int(), perSecond: z.number(), seconds: z.number() }),
  z.object({ kind: z.literal('storm') }),
  z.object({ kind: z.literal('join'), others: z.int() }),
  z.object({ kind: z.literal('clear') }),
])
type Order = z.infer<typeof Order>

const Arrivals = z.object({ count: z.number(), tookMs: z.number(), waitsMs: z.array(z.number()) })
const Relayed = z.object({ latenciesMs: z.array(z.number()), refused: z.number() })
const Milliseconds = z.array(z.number())
const JoinBytes = z.object({ toJoiner: z.number(), toOthers: z.number() })
const Failure = z.object({ failure: z.string() })

/** Does what the benchmark asks for over the process's channel, one thing at a time, until the channel closes. */
export function serveCrowd(urls: readonly string[]): void {
  const crowd = new Crowd(urls)
  process.on('message', (message) => {
    carryOut(crowd, Order.parse(message)).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ result: { failure: String(error) } }),
    )
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.({ result: null })
}

async function carryOut(crowd: Crowd, order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'fill':
      return crowd.fill(order.participants, order.roomSize, order.isInCall)
    case 'relay':
      return crowd.relay(order.roomSize, order.perSecond, order.seconds)
    case 'storm':
      return crowd.storm()
    case 'join':
      return crowd.measureJoin(order.others)
    case 'clear':
      await crowd.clear()
      return null
  }
}

/** The crowd's process, seen from the benchmark. */
export class CrowdProcess {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** @param prefix the words before the command, such as those that bind it to a core */
  static async start(urls: readonly string[], prefix: readonly string[]): Promise<CrowdProcess> {
    const program = process.argv[1] ?? ''
    const [command = '', ...args] = [...prefix, process.execPath, program, CROWD_ARGUMENT, ...urls]
    const crowd = new CrowdProcess(spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))
    await once(crowd.#child, 'message')
    return crowd
  }

  async fill(participants: number, roomSize: number, options: { readonly isInCall: boolean }) {
    return Arrivals.parse(await this.#ask({ kind: 'fill', participants, roomSize, ...options }))
  }

  async relay(roomSize: number, perSecond: number, seconds: number) {
    return Relayed.parse(await this.#ask({ kind: 'relay', roomSize, perSecond, seconds }))
  }

  async storm() {
    return Milliseconds.parse(await this.#ask({ kind: 'storm' }))
  }

  async join(others: number) {
    return JoinBytes.parse(await this.#ask({ kind: 'join', others }))
  }

  async clear(): Promise<void> {
    await this.#ask({ kind: 'clear' })
  }

  /** Ends it as a crash does: nobody says goodbye. */
  async kill(): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }

  async #ask(order: Order): Promise<unknown> {
    const answer = new AbortController()
    const { signal } = answer
    const answered = once(this.#child, 'message', { signal })
    const ended = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error('The crowd has ended')
    })
    // Whichever comes second is waited for by nobody.
    for (const event of [answered, ended]) event.catch(() => {})
    this.#child.send(order)
    const [message] = await Promise.race([answered, ended]).finally(() => answer.abort())
    const { result } = z.object({ result: z.unknown() }).parse(message)
    const failed = Failure.safeParse(result)
    if (failed.success) throw new Error(failed.data.failure)
    return result
  }
}
