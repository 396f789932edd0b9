import { randomInt } from 'node:crypto'
import { createRandomId } from '@/lib/protocol/ids'
import { Person } from './person'

/** Arrivals under way at once: enough to keep a server busy, few enough that none waits for long in this process. */
const ARRIVALS_AT_ONCE = 64

const SECOND_MS = 1_000

/** Relayed messages go out in bundles this often; finer timers cost more than they tell. */
const PACE_MS = 5

/** How fast people came in, and how long each waited. */
export interface Arrivals {
  readonly count: number
  readonly tookMs: number
  readonly waitsMs: readonly number[]
}

/** How messages from one to another fared. */
export interface Relayed {
  /** Milliseconds that each was on its way. */
  readonly latenciesMs: readonly number[]
  /** What the server would not pass on. */
  readonly refused: number
}

/** What one join sent to everybody. */
export interface JoinBytes {
  readonly toJoiner: number
  readonly toOthers: number
}

/** Many people at once, in rooms of one size. They live in a process of their own. */
export class Crowd {
  readonly #urls: readonly string[]
  readonly #people: Person[] = []
  readonly #latenciesMs: number[] = []
  readonly #returnsMs: number[] = []
  #roomPrefix = createRandomId().toLowerCase().slice(0, 8)

  constructor(urls: readonly string[]) {
    this.#urls = urls
  }

  /** Brings people in until there are `participants`, neighbours in a room on different servers. */
  async fill(participants: number, roomSize: number, isInCall: boolean): Promise<Arrivals> {
    const startedAt = performance.now()
    const waitsMs: number[] = []
    const first = this.#people.length
    const arrive = async () => {
      while (this.#people.length < participants) {
        const person = this.#create(Math.floor(this.#people.length / roomSize))
        this.#people.push(person)
        waitsMs.push(await person.arrive())
        if (isInCall) await person.enterCall()
      }
    }
    await Promise.all(Array.from({ length: ARRIVALS_AT_ONCE }, arrive))
    return { count: this.#people.length - first, tookMs: performance.now() - startedAt, waitsMs }
  }

  /** Has one in a room tell another something, so many times a second. */
  async relay(roomSize: number, perSecond: number, seconds: number): Promise<Relayed> {
    this.#latenciesMs.length = 0
    const under: Promise<unknown>[] = []
    const startedAt = performance.now()
    const linkId = createRandomId()
    let sent = 0
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const elapsedMs = performance.now() - startedAt
        for (; sent < (elapsedMs / SECOND_MS) * perSecond; sent += 1) {
          const [from, to] = this.#pick(roomSize)
          under.push(from.signal(to.id, linkId, String(performance.now())))
        }
        if (elapsedMs < seconds * SECOND_MS) return
        clearInterval(timer)
        resolve()
      }, PACE_MS)
    })
    const ends = await Promise.allSettled(under)
    const refused = ends.filter(({ status }) => status === 'rejected').length
    return { latenciesMs: [...this.#latenciesMs], refused }
  }

  /** Breaks every connection at once. @returns milliseconds until each was inside again */
  async storm(): Promise<readonly number[]> {
    this.#returnsMs.length = 0
    for (const person of this.#people) person.break()
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (this.#returnsMs.length < this.#people.length) return
        clearInterval(timer)
        resolve()
      }, PACE_MS)
    })
    return [...this.#returnsMs]
  }

  /** One more person comes into a room of its own kind that holds `others`, all of them in the call. */
  async measureJoin(others: number): Promise<JoinBytes> {
    const room = createRandomId().toLowerCase()
    const inside = Array.from({ length: others }, () => this.#createIn(room))
    for (const person of inside) {
      await person.arrive()
      await person.enterCall()
    }
    for (const person of inside) await person.catchUp()
    const before = sumBytes(inside)
    const told = inside.map(
      (person) => new Promise<void>((resolve) => person.socket.once('participant:joined', () => resolve())),
    )
    const joiner = this.#createIn(room)
    await joiner.arrive()
    await Promise.all(told)
    const bytes = { toJoiner: joiner.receivedBytes, toOthers: sumBytes(inside) - before }
    for (const person of [joiner, ...inside]) await person.leave()
    return bytes
  }

  /** Everybody leaves for good. */
  async clear(): Promise<void> {
    const people = this.#people.splice(0)
    this.#roomPrefix = createRandomId().toLowerCase().slice(0, 8)
    await Promise.all(people.map((person) => person.leave()))
  }

  #pick(roomSize: number): readonly [Person, Person] {
    const rooms = Math.floor(this.#people.length / roomSize)
    const first = randomInt(rooms) * roomSize
    const from = randomInt(roomSize)
    const to = (from + 1 + randomInt(roomSize - 1)) % roomSize
    const [sender, receiver] = [this.#people[first + from], this.#people[first + to]]
    if (sender === undefined || receiver === undefined) throw new Error('There is nobody to tell anything')
    return [sender, receiver]
  }

  #create(roomNumber: number): Person {
    return this.#createIn(`${this.#roomPrefix}-${roomNumber}`)
  }

  #createIn(room: string): Person {
    const url = this.#urls[this.#people.length % this.#urls.length] ?? ''
    return new Person(url, room, {
      onSignal: (payload) => {
        const sentAt = Number(payload.slice(0, payload.indexOf(' ')))
        this.#latenciesMs.push(performance.now() - sentAt)
      },
      onBack: (tookMs) => this.#returnsMs.push(tookMs),
    })
  }
}

function sumBytes(people: readonly Person[]): number {
  return people.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0)
}
