import { FuzzActor, type FuzzAnswer } from './fuzz-actor'
import { judgeAcknowledgement, judgeFact } from './fuzz-judge'
import { chooseArguments, type FuzzPlan, type PlannedMessage } from './fuzz-messages'
import { FuzzPool } from './fuzz-pool'
import type { ServerHarness } from './server-harness'

/** How many speak, and how many messages of all of them are under way at once. */
export interface FuzzCrowd {
  readonly actors: number
  readonly underWay: number
}

const CROWD: FuzzCrowd = { actors: 10, underWay: 70 }
/** An acknowledgement that takes longer is missing. */
const PATIENCE_MS = 20_000
/** Past every grace period, and past what a room without participants may be kept for. */
const LONG_MS = 40 * 24 * 60 * 60 * 1000

/** Counts what became of messages, over many rounds. */
export class FuzzTally {
  readonly codes = new Map<string, number>()
  /** How often each request was granted. */
  readonly granted = new Map<string, number>()
  messages = 0
  facts = 0

  count(outcome: string): void {
    this.codes.set(outcome, (this.codes.get(outcome) ?? 0) + 1)
  }

  /** @returns the lines that a run prints. */
  describe(run: {
    readonly seed: number
    readonly ms?: number
    readonly heapBefore?: number
    readonly heapAfter?: number
  }): string {
    const codes = [...this.codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${code} ${count}`)
    const granted = [...this.granted].sort(([, a], [, b]) => a - b).map(([name, count]) => `${name} ${count}`)
    const inMegabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(1)} MB`
    return [
      `fuzz: ${this.messages} messages, ${this.facts} facts heard, seed ${run.seed}`,
      ...(run.ms === undefined ? [] : [`fuzz: ${(run.ms / 1000).toFixed(1)} s`]),
      `fuzz: ${codes.join(', ')}`,
      `fuzz: granted ${granted.join(', ')}`,
      ...(run.heapAfter === undefined
        ? []
        : [`fuzz: heap ${inMegabytes(run.heapBefore)} before, ${inMegabytes(run.heapAfter)} after`]),
      '',
    ].join('\n')
  }
}

/** Runs one plan against a server with real sockets, judges every answer, and sees to it that nothing is left. */
export class FuzzRound {
  readonly #server: ServerHarness
  readonly #tally: FuzzTally
  readonly #pool = new FuzzPool()
  readonly #actors: readonly FuzzActor[]
  readonly #faults: string[] = []
  readonly #underWay: number
  #entries = 0

  constructor(server: ServerHarness, tally: FuzzTally, room: string, crowd = CROWD) {
    this.#server = server
    this.#tally = tally
    for (const suffix of ['a', 'b']) this.#pool.harvest('room:join', { room: `${room}-${suffix}` }, false)
    this.#underWay = crowd.underWay
    this.#actors = Array.from(
      { length: crowd.actors },
      (_, index) =>
        new FuzzActor({
          url: server.url,
          transport: index === 0 ? 'polling' : 'websocket',
          onFact: (name, fact) => this.#hear(name, fact),
          onViolation: (text) => this.#faults.push(text),
        }),
    )
  }

  /** @throws with the first faults */
  async run(plan: FuzzPlan): Promise<void> {
    for (let start = 0; start < plan.messages.length; start += this.#underWay) {
      await Promise.all(this.#actors.map((actor) => actor.connect()))
      const sent = plan.messages
        .slice(start, start + this.#underWay)
        .map((message) => this.#send(message, plan))
      await withPatience(Promise.all(sent))
      if (this.#faults.length > 0) throw new Error(this.#faults.slice(0, 5).join('\n'))
    }
    await this.#leave()
  }

  async #send(message: PlannedMessage, { entries }: FuzzPlan): Promise<void> {
    const actor = this.#actors[message.actor % this.#actors.length]
    if (actor === undefined) return
    this.#entries += 1
    const entry = entries[this.#entries % entries.length]
    const isEntering = message.needsEntry && !actor.hasEntered && entry !== undefined
    const event = isEntering ? entry[0] : message.event
    const args = isEntering ? [this.#pool.resolve(entry[1])] : chooseArguments(message, this.#pool)
    this.#tally.messages += 1
    this.#judge(actor, event, args, await actor.send(event, args, message.hasAcknowledgement))
  }

  #judge(actor: FuzzActor, event: string, args: readonly unknown[], answer: FuzzAnswer): void {
    if (answer.kind !== 'acknowledged') {
      this.#tally.count(`(${answer.kind})`)
      return
    }
    const { fault, outcome } = judgeAcknowledgement(event, args, answer.ack)
    this.#tally.count(outcome)
    if (fault !== null) {
      this.#faults.push(`${fault}: ${event} ${clip(args)} → ${clip(answer.ack)}`)
      return
    }
    if (outcome !== 'ok') return
    this.#tally.granted.set(event, (this.#tally.granted.get(event) ?? 0) + 1)
    this.#pool.harvest(event, args, false)
    this.#pool.harvest(event, answer.ack, true)
    if (event === 'room:join' || event === 'room:knock') actor.hasEntered = true
    if (event === 'room:leave') actor.hasEntered = false
  }

  #hear(name: string, fact: unknown): void {
    this.#tally.facts += 1
    this.#pool.harvest(name, fact, true)
    const fault = judgeFact(name, fact)
    if (fault !== null) this.#faults.push(`${fault}: ${clip(fact)}`)
  }

  /** Everybody goes; the server must serve on and hold nothing more. */
  async #leave(): Promise<void> {
    const witness = await this.#server.connect()
    const { snapshot } = await witness.join(`witness-${this.#tally.messages}`)
    if (snapshot.participants.length !== 1) throw new Error('A fresh room is not empty')
    await witness.request('room:leave', {})
    witness.close()
    await Promise.all(this.#actors.map((actor) => actor.connect()))
    await withPatience(Promise.all(this.#actors.map((actor) => actor.send('room:leave', [{}], true))))
    for (const actor of this.#actors) actor.close()
    await until(() => this.#server.usage().connections === 0, 'Connections are left')
    this.#server.clock.advance(LONG_MS)
    await until(async () => {
      const { rooms, participants, offers } = await this.#server.store.count()
      return rooms + participants + offers === 0
    }, 'Rooms are left')
    // What hosts have set outlives them, but not for ever.
    await this.#server.store.forgetUnused(this.#server.clock.now())
    if (this.#server.usage().unsentBytes !== 0) throw new Error('Unsent bytes are counted that are none')
    if ('isPolluted' in {}) throw new Error("A message has changed every object's prototype")
  }
}

function clip(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 300)
}

async function withPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const impatience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('A message was never acknowledged')), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, impatience])
  } finally {
    clearTimeout(timer)
  }
}

async function until(isTrue: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(otherwise)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}
