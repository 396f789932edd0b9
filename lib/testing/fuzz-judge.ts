import type * as z from 'zod/mini'
import { ANSWER_SCHEMAS, Refusal } from '@/lib/protocol/answers'
import { FACTS } from '@/lib/protocol/facts'
import { REQUEST_SCHEMAS } from '@/lib/protocol/requests'

/** What no answer and no fact may hold: the way an error's text or a stack looks. */
const LEAK = /node_modules|node:internal|\bat [^"]{1,80}:\d+:\d+|(?:Type|Range|Syntax|Reference)?Error\b/

const FACT_SCHEMAS: ReadonlyMap<string, z.ZodMiniType> = new Map(Object.entries(FACTS))
const REQUESTS: ReadonlyMap<string, z.ZodMiniType> = new Map(Object.entries(REQUEST_SCHEMAS))
const ANSWERS: ReadonlyMap<string, z.ZodMiniType> = new Map(Object.entries(ANSWER_SCHEMAS))

/** What is wrong with an acknowledgement, or null; and `ok` or the code of its refusal. */
export interface Verdict {
  readonly fault: string | null
  readonly outcome: string
}

/**
 * Judges an acknowledgement by the protocol alone: `ok` with the answer's shape, or just a code of the closed list.
 * What does not fit its request's schema must be refused.
 */
export function judgeAcknowledgement(event: string, args: readonly unknown[], ack: unknown): Verdict {
  const refusal = Refusal.safeParse(ack)
  if (refusal.success) return judgeRefusal(ack, refusal.data.code)
  const [request, answer] = [REQUESTS.get(event), ANSWERS.get(event)]
  if (request === undefined || answer === undefined)
    return { fault: 'an unknown event was granted', outcome: 'ok' }
  if (!answer.safeParse(ack).success || !hasOk(ack)) {
    return { fault: 'an acknowledgement outside the protocol', outcome: 'malformed' }
  }
  if (args.length !== 1 || !request.safeParse(toReceived(args[0])).success) {
    return { fault: 'what does not fit its schema was granted', outcome: 'ok' }
  }
  return { fault: LEAK.test(JSON.stringify(ack)) ? "an error's text in an answer" : null, outcome: 'ok' }
}

/** @returns what is wrong with a fact, or null. */
export function judgeFact(name: string, fact: unknown): string | null {
  if (FACT_SCHEMAS.get(name)?.safeParse(fact).success !== true)
    return `the fact ${name} is outside the protocol`
  return LEAK.test(JSON.stringify(fact)) ? `an error's text in ${name}` : null
}

function judgeRefusal(ack: unknown, code: string): Verdict {
  const members = Object.keys(ack ?? {}).sort()
  if (members.join() !== 'code,ok') return { fault: 'a refusal that says more than its code', outcome: code }
  return { fault: code === 'internal' ? 'the server failed' : null, outcome: code }
}

function hasOk(ack: unknown): boolean {
  return typeof ack === 'object' && ack !== null && 'ok' in ack && ack.ok === true
}

/** What JSON makes of a value on its way; bytes arrive as bytes. */
function toReceived(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, member: unknown) => member)
  return text === undefined ? null : JSON.parse(text)
}
