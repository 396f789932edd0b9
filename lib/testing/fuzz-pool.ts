/** What one kind of value is picked from: few enough that two actors often say the same. */
const KEPT = 8
const KEPT_IDS = 24
/** Longer texts are payloads, which nobody looks up. */
const LONGEST = 1_100

const ID = /^[A-Za-z0-9_-]{22}$/

/** Where a value is picked from: what came up under its name in events of the same kind, under its name at all, or any id. */
export const POOL_SOURCES = ['kind', 'name', 'ids'] as const
type PoolSource = (typeof POOL_SOURCES)[number]

/** Which value to pick of the pool. */
interface Choice {
  /** The event that it is for. */
  readonly event: string
  readonly name: string
  readonly source: PoolSource
  /** From 0 up to, not including, 1: 0 is the newest. */
  readonly age: number
  /** Stands in where nothing has come up yet. */
  readonly fresh: unknown
}

/** A value that is chosen when a message is sent, among those that the conversation has brought up by then. */
export class PoolPick {
  readonly choice: Choice

  constructor(choice: Choice) {
    this.choice = choice
  }
}

/** What actors have said and heard: by the name of its member, and all ids that the server has spoken of. */
export class FuzzPool {
  readonly #byName = new Map<string, unknown[]>()
  readonly #ids: unknown[] = []

  /** Takes note of every short text in what a client said with an event (`isSpoken` false) or the server (true). */
  harvest(event: string, value: unknown, isSpoken: boolean, name = ''): void {
    if (typeof value === 'string') this.#add(event, name, value, isSpoken)
    else if (Array.isArray(value))
      for (const item of value) this.harvest(event, item, isSpoken, singular(name))
    else if (isPlainObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        // `offer.id` is what requests call `offerId`.
        this.harvest(event, member, isSpoken, key === 'id' ? `${name}Id` : key)
      }
    }
  }

  /** @returns the plan as a value of its own, with every pick chosen. */
  resolve(plan: unknown): unknown {
    if (plan instanceof PoolPick) return this.#choose(plan)
    if (Array.isArray(plan)) return plan.map((item) => this.resolve(item))
    if (!isPlainObject(plan)) return plan
    return Object.fromEntries(Object.entries(plan).map(([key, member]) => [key, this.resolve(member)]))
  }

  #choose({ choice }: PoolPick): unknown {
    const { event, name, source, age, fresh } = choice
    const named = this.#byName.get(name)
    const known = source === 'kind' ? (this.#byName.get(ofKind(event, name)) ?? named) : named
    // What nobody has called so yet may be called otherwise: `to` is a participant's id.
    const isAnyId = source === 'ids' || (known === undefined && typeof fresh === 'string' && ID.test(fresh))
    const values = isAnyId ? this.#ids : known
    // The newest are the likeliest to mean something still.
    return values?.at(-1 - Math.floor(age * age * values.length)) ?? fresh
  }

  #add(event: string, name: string, text: string, isSpoken: boolean): void {
    if (text.length > LONGEST) return
    for (const key of [name, ofKind(event, name)]) {
      const values = this.#byName.get(key) ?? []
      this.#byName.set(key, values)
      keep(values, text, KEPT)
    }
    if (isSpoken && ID.test(text)) keep(this.#ids, text, KEPT_IDS)
  }
}

/** `knock:started` speaks of the participants that `knock:answer` is about. */
function ofKind(event: string, name: string): string {
  return `${event.split(':', 1)[0]}:${name}`
}

function keep(values: unknown[], value: unknown, kept: number): void {
  const known = values.indexOf(value)
  if (known !== -1) values.splice(known, 1)
  values.push(value)
  if (values.length > kept) values.shift()
}

function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name
}

/** Whether the value is an object as JSON has them. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  )
}
