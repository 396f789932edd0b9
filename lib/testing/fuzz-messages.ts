import fc from 'fast-check'
import { FACTS } from '@/lib/protocol/facts'
import { REQUEST_SCHEMAS } from '@/lib/protocol/requests'
import { type FuzzPool, isPlainObject } from './fuzz-pool'
import { hasMembers, toArbitrary } from './fuzz-schema'

/** One thing to send. Its arguments may hold picks, which the pool chooses when it is sent. */
export interface PlannedMessage {
  /** Which actor sends it, counted round. */
  readonly actor: number
  readonly event: string
  readonly args: readonly unknown[]
  /** What is done to the arguments once they are chosen. */
  readonly mutation: Mutation | null
  readonly hasAcknowledgement: boolean
  /** Asks to come in in its place, where the actor is in no room and at no door. */
  readonly needsEntry: boolean
}

interface Mutation {
  readonly kind: 'replace' | 'delete' | 'add'
  /** Which of the places in the arguments, counted round. */
  readonly at: number
  readonly key: string
  readonly value: unknown
}

/** One round: what is sent, and by what actors come in meanwhile. */
export interface FuzzPlan {
  readonly messages: readonly PlannedMessage[]
  readonly entries: readonly (readonly [event: string, request: unknown])[]
}

const REQUEST_NAMES = Object.keys(REQUEST_SCHEMAS)

const WRONG_NAMES = [
  '',
  ' ',
  '*',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'error',
  'message',
  'ping',
  'room:join ',
  'ROOM:JOIN',
  'room:destroy',
  'x'.repeat(5_000),
  ...Object.keys(FACTS),
]

/** Members that a careless merge would write to a prototype. As text, because a literal's would be no member. */
const POLLUTION = [
  '{"__proto__":{"isPolluted":true}}',
  '{"constructor":{"prototype":{"isPolluted":true}}}',
  '{"__proto__":null,"toString":1,"valueOf":null,"then":1,"length":-1}',
  '{"toJSON":"x","hasOwnProperty":0,"_placeholder":true,"num":0}',
]

function nest(depth: number): unknown {
  let value: unknown = null
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom<unknown[]>(
      null,
      true,
      0,
      -1,
      0.5,
      2 ** 53,
      Number.NaN,
      '',
      '\0',
      '\ud800',
      [],
      {},
      [[]],
      '../..',
    ),
  },
  { weight: 20, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 10, arbitrary: fc.constantFrom(...POLLUTION).map((text): unknown => JSON.parse(text)) },
  { weight: 5, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 5, arbitrary: fc.nat(3_000).map((length) => 'y'.repeat(length)) },
  { weight: 1, arbitrary: fc.nat(120_000).map((length) => 'z'.repeat(length)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_500 }).map(nest) },
)

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('replace', 'delete', 'add'),
  at: fc.nat(1_000),
  key: fc.constantFrom('__proto__', 'constructor', 'ok', 'code', 'room', 'participantId', 'x'),
  value: hostileValue,
})

const validArguments = new Map(
  Object.entries(REQUEST_SCHEMAS).map(([name, request]) => [name, toArbitrary(name, request)]),
)

/** Mostly by the door. */
const ENTRY_NAMES = ['room:join', 'room:join', 'room:join', 'room:knock']

/** What says nothing is granted easily, and much of it ends a stay or a call: sent as often as the rest, nothing would last. */
const EMPTY_NAMES = new Set(
  Object.entries(REQUEST_SCHEMAS)
    .filter(([, request]) => !hasMembers(request))
    .map(([name]) => name),
)

/** Who knocks is admitted by the right host within the few messages for which they wait, or never: asked as often as the rest, in some runs nobody. */
const SELDOM_GRANTED = new Set(['knock:answer'])

function weightOf(name: string): number {
  if (EMPTY_NAMES.has(name)) return 1
  return SELDOM_GRANTED.has(name) ? 20 : 4
}

const valid = fc.oneof(
  ...[...validArguments].map(([name, argument]) => ({
    weight: weightOf(name),
    arbitrary: fc.tuple(fc.constant(name), fc.tuple(argument)),
  })),
)

const hostile = fc.tuple(
  fc.oneof(fc.constantFrom(...REQUEST_NAMES), fc.constantFrom(...WRONG_NAMES), fc.string({ maxLength: 20 })),
  fc.array(hostileValue, { maxLength: 3 }),
)

/** A whole message past its bound: it ends the socket (B3), so that it is rare. */
const oversized = fc.tuple(fc.constantFrom(...REQUEST_NAMES), fc.constant([{ profile: 'o'.repeat(256_000) }]))

const message: fc.Arbitrary<PlannedMessage> = fc
  .tuple(
    fc.record({
      actor: fc.nat(1_000),
      hasAcknowledgement: fc.nat(12).map((chance) => chance > 0),
      needsEntry: fc.nat(3).map((chance) => chance > 0),
    }),
    fc.oneof(
      { weight: 1_000, arbitrary: fc.tuple(valid, fc.constant(null)) },
      { weight: 400, arbitrary: fc.tuple(valid, mutation) },
      { weight: 300, arbitrary: fc.tuple(hostile, fc.constant(null)) },
      { weight: 1, arbitrary: fc.tuple(oversized, fc.constant(null)) },
    ),
  )
  .map(([how, [[event, args], change]]) => ({ ...how, event, args, mutation: change }))

/**
 * Rounds of so many messages: fitting the schemas, mutated, hostile and oversized, with and without an acknowledgement.
 * Every request of `REQUEST_SCHEMAS` is among them, whatever it is.
 */
export function fuzzPlan(messages: number): fc.Arbitrary<FuzzPlan> {
  const ways = ENTRY_NAMES.map((name) =>
    fc.tuple(fc.constant(name), validArguments.get(name) ?? fc.constant({})),
  )
  const entry = fc.oneof(...ways)
  return fc.record({
    messages: fc.array(message, { minLength: messages, maxLength: messages, size: 'max' }),
    entries: fc.array(entry, { minLength: 64, maxLength: 64, size: 'max' }),
  })
}

/** @returns what a planned message says now. */
export function chooseArguments({ args, mutation: change }: PlannedMessage, pool: FuzzPool): unknown[] {
  const chosen = args.map((argument) => pool.resolve(argument))
  if (change === null) return chosen
  const places = listPlaces(chosen)
  const place = places[change.at % Math.max(1, places.length)]
  if (place === undefined) return [change.value]
  if (change.kind === 'delete') Reflect.deleteProperty(place.holder, place.key)
  // Not by assignment, which would set the prototype.
  else {
    Reflect.defineProperty(place.holder, change.kind === 'add' ? change.key : place.key, {
      value: change.value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
  }
  // A hole that was deleted into a list would not travel.
  return [...chosen]
}

function listPlaces(holder: object): { readonly holder: object; readonly key: string }[] {
  return Object.entries(holder).flatMap(([key, member]) => [
    { holder, key },
    ...(Array.isArray(member) || isPlainObject(member) ? listPlaces(member) : []),
  ])
}
