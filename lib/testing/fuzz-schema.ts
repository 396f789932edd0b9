import fc from 'fast-check'
import * as z from 'zod/mini'
import { POOL_SOURCES, PoolPick } from './fuzz-pool'

/** The part of JSON Schema (2020-12) that the protocol's schemas come to. */
const Node = z.object({
  type: z.optional(z.enum(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'])),
  enum: z.optional(z.array(z.unknown())),
  const: z.optional(z.unknown()),
  anyOf: z.optional(z.array(z.unknown())),
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z.optional(z.array(z.string())),
  items: z.optional(z.unknown()),
  maxItems: z.optional(z.number()),
  pattern: z.optional(z.string()),
  minLength: z.optional(z.number()),
  maxLength: z.optional(z.number()),
  minimum: z.optional(z.number()),
  exclusiveMinimum: z.optional(z.number()),
  maximum: z.optional(z.number()),
})
type Node = z.infer<typeof Node>

/** Texts and lists are mostly this short, and now and then as long as they may be. */
const USUAL_LENGTH = 24
const USUAL_ITEMS = 3

/**
 * Derives what fits a schema: plans, whose texts are picked from the conversation when they are sent, or are new.
 * @throws where a schema holds what is not known here: then it is to be taught
 */
export function toArbitrary(event: string, schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  return fromNode(z.toJSONSchema(schema), { event, name: '' })
}

/** Where in which request a value stands. */
interface Place {
  readonly event: string
  readonly name: string
}

/** Whether what fits the schema says anything. */
export function hasMembers(schema: z.core.$ZodType): boolean {
  return Object.keys(Node.parse(z.toJSONSchema(schema)).properties ?? {}).length > 0
}

function fromNode(value: unknown, place: Place): fc.Arbitrary<unknown> {
  const node = Node.parse(value)
  if (node.enum !== undefined) return fc.constantFrom(...node.enum)
  if ('const' in node && node.const !== undefined) return fc.constant(node.const)
  if (node.anyOf !== undefined) return fc.oneof(...node.anyOf.map((member) => fromNode(member, place)))
  switch (node.type) {
    case 'object':
      return fromObject(node, place)
    case 'array':
      return fromArray(node, place)
    case 'string':
      return fromText(node, place)
    case 'integer':
    case 'number':
      return fromNumber(node)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      throw new Error(`The fuzz knows no values for ${place.name}: ${JSON.stringify(value)}`)
  }
}

function fromObject({ properties = {}, required = [] }: Node, { event }: Place): fc.Arbitrary<unknown> {
  const absent = Symbol('absent')
  // Where nothing is required, everything matters; else what is optional mostly closes a door: a token, a key, a passcode.
  const presence = required.length === 0 ? 4 : 1
  const members = Object.entries(properties).map(([name, member]) => {
    const arbitrary = fromNode(member, { event, name })
    if (required.includes(name)) return fc.tuple(fc.constant(name), arbitrary)
    return fc.tuple(
      fc.constant(name),
      fc.oneof({ weight: 5, arbitrary: fc.constant(absent) }, { weight: presence, arbitrary }),
    )
  })
  return fc
    .tuple(...members)
    .map((entries) => Object.fromEntries(entries.filter(([, member]) => member !== absent)))
}

function fromArray({ items = {}, maxItems = USUAL_ITEMS }: Node, place: Place): fc.Arbitrary<unknown> {
  const item = fromNode(items, place)
  return fc.oneof(
    { weight: 10, arbitrary: fc.array(item, { maxLength: Math.min(USUAL_ITEMS, maxItems) }) },
    {
      weight: 1,
      arbitrary: fc.string({ minLength: 1, maxLength: 8 }).map((text) => Array(maxItems).fill(text)),
    },
  )
}

function fromText({ pattern, minLength = 0, maxLength = 4_096 }: Node, place: Place): fc.Arbitrary<unknown> {
  const usual = fc.string({ minLength, maxLength: Math.min(maxLength, USUAL_LENGTH), unit: 'grapheme' })
  const longest = fc.constant('x'.repeat(maxLength))
  const fresh =
    pattern === undefined
      ? fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: longest })
      : fc.stringMatching(new RegExp(pattern))
  const sources = pattern === undefined ? POOL_SOURCES.slice(0, 2) : POOL_SOURCES
  const pick = fc
    .record({
      source: fc.constantFrom(...sources),
      age: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fresh,
    })
    .map((choice) => new PoolPick({ ...choice, ...place }))
  return fc.oneof({ weight: 3, arbitrary: pick }, { weight: 1, arbitrary: fresh })
}

function fromNumber({ minimum, exclusiveMinimum, maximum }: Node): fc.Arbitrary<unknown> {
  const min = minimum ?? (exclusiveMinimum === undefined ? Number.MIN_SAFE_INTEGER : exclusiveMinimum + 1)
  const max = maximum ?? Number.MAX_SAFE_INTEGER
  return fc.oneof(fc.integer({ min, max: Math.min(max, min + 10) }), fc.integer({ min, max }))
}
