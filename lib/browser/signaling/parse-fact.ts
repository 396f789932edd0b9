import * as z from 'zod/mini'
import { FACTS, type NamedFact } from '@/lib/protocol/facts'

const named = <N extends keyof typeof FACTS>(name: N) =>
  z.object({ name: z.literal(name), fact: FACTS[name] })

const NamedFactSchema = z.discriminatedUnion('name', [
  named('participant:joined'),
  named('participant:updated'),
  named('participant:left'),
  named('offer:posted'),
  named('offer:closed'),
  named('offer:answered'),
  named('offer:declined'),
  named('link:signal'),
  named('session:superseded'),
])

/** @returns What the server stated, or null where the name is unknown or the value does not fit its schema. */
export function parseFact(name: string, value: unknown): NamedFact | null {
  const parsed = NamedFactSchema.safeParse({ name, fact: value })
  return parsed.success ? parsed.data : null
}
