import * as z from 'zod/mini'
import { FACTS, type FactName, type FactOf, type NamedFact } from '@/lib/protocol/facts'

type NamedFactSchema<N extends FactName> = z.ZodMiniType<{ readonly name: N; readonly fact: FactOf<N> }>

const named = <N extends FactName>(name: N) => z.object({ name: z.literal(name), fact: FACTS[name] })

/** By name, so that a fact which is not listed here does not compile: it would be dropped as unknown. */
const SCHEMAS: { readonly [N in FactName]: NamedFactSchema<N> } = {
  'participant:joined': named('participant:joined'),
  'participant:updated': named('participant:updated'),
  'participant:left': named('participant:left'),
  'offer:posted': named('offer:posted'),
  'offer:gathered': named('offer:gathered'),
  'offer:closed': named('offer:closed'),
  'offer:answered': named('offer:answered'),
  'offer:declined': named('offer:declined'),
  'link:signal': named('link:signal'),
  'link:prepared': named('link:prepared'),
  'link:answered': named('link:answered'),
  'session:superseded': named('session:superseded'),
  'session:removed': named('session:removed'),
  'room:updated': named('room:updated'),
  'call:ended': named('call:ended'),
  'knock:started': named('knock:started'),
  'knock:ended': named('knock:ended'),
  'knock:answered': named('knock:answered'),
}

const isFactName = (name: string): name is FactName => Object.hasOwn(SCHEMAS, name)

/** @returns What the server stated, or null where the name is unknown or the value does not fit its schema. */
export function parseFact(name: string, value: unknown): NamedFact | null {
  if (!isFactName(name)) return null
  const parsed = SCHEMAS[name].safeParse({ name, fact: value })
  return parsed.success ? parsed.data : null
}
