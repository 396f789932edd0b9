import { ANSWERS, type AnswerOf } from '@/lib/protocol/answers'
import type { FactOf } from '@/lib/protocol/facts'
import { FACTS } from '@/lib/protocol/facts'
import { REQUEST_SCHEMAS, REQUESTS, type RequestName, type RequestOf } from '@/lib/protocol/requests'
import type { Offer, Participant } from '@/lib/protocol/room'
import type { PassingMessage, Tamper } from './passing-message'

type Maybe<T> = T | Promise<T>

const is = (message: PassingMessage, kind: PassingMessage['kind'], name: string) =>
  message.kind === kind && message.name === name

/** What one leaves, the next one gets. */
export function inTurn(...tampers: readonly Tamper[]): Tamper {
  return async (message) => {
    let bodies: readonly unknown[] = [message.body]
    for (const tamper of tampers) {
      bodies = (await Promise.all(bodies.map((body) => tamper({ ...message, body })))).flat()
    }
    return bodies
  }
}

/** Changes the offers that a browser is told of, whichever way they come to it. */
export function changeOffers(change: (offer: Offer) => Maybe<Offer>): Tamper {
  const changeAll = (offers: readonly Offer[]) => Promise.all(offers.map(change))
  return async (message) => {
    if (is(message, 'fact', 'offer:posted')) {
      return [{ offer: await change(FACTS['offer:posted'].parse(message.body).offer) }]
    }
    if (is(message, 'acknowledgement', 'offer:post')) {
      const answer = ANSWERS['offer:post'].safeParse(message.body)
      if (answer.success) return [{ ok: true, ...answer.data, offers: await changeAll(answer.data.offers) }]
    }
    if (is(message, 'acknowledgement', 'room:join')) {
      const answer = ANSWERS['room:join'].safeParse(message.body)
      if (!answer.success) return [message.body]
      const { snapshot } = answer.data
      return [
        { ok: true, ...answer.data, snapshot: { ...snapshot, offers: await changeAll(snapshot.offers) } },
      ]
    }
    return [message.body]
  }
}

/** Changes what a browser is told of each participant. */
export function changeParticipant(change: (participant: Participant) => Participant): Tamper {
  return (message) => {
    if (is(message, 'fact', 'participant:updated')) {
      return [{ participant: change(FACTS['participant:updated'].parse(message.body).participant) }]
    }
    if (is(message, 'acknowledgement', 'room:join')) {
      const answer = ANSWERS['room:join'].safeParse(message.body)
      if (!answer.success) return [message.body]
      const { snapshot } = answer.data
      const participants = snapshot.participants.map(change)
      return [{ ok: true, ...answer.data, snapshot: { ...snapshot, participants } }]
    }
    return [message.body]
  }
}

/** Changes what an offerer is told of the answer to its offer. */
export function changeAnswered(
  change: (fact: FactOf<'offer:answered'>) => Maybe<FactOf<'offer:answered'>>,
): Tamper {
  return async (message) =>
    is(message, 'fact', 'offer:answered')
      ? [await change(FACTS['offer:answered'].parse(message.body))]
      : [message.body]
}

/** Changes what an answerer is granted. */
function changeGrant(change: (answer: AnswerOf<'offer:answer'>) => AnswerOf<'offer:answer'>): Tamper {
  return (message) => {
    if (!is(message, 'acknowledgement', 'offer:answer')) return [message.body]
    const answer = ANSWERS['offer:answer'].safeParse(message.body)
    return [answer.success ? { ok: true, ...change(answer.data) } : message.body]
  }
}

/** Changes the candidates of offers, wherever an answerer is told of them: on the list, after it, and with the grant. */
export function changeCandidates(change: (candidates: string[]) => string[]): Tamper {
  const changeIn = <T extends { readonly candidates: string[] }>(value: T): T => ({
    ...value,
    candidates: change(value.candidates),
  })
  return inTurn(
    changeOffers(changeIn),
    (message) =>
      is(message, 'fact', 'offer:gathered')
        ? [changeIn(FACTS['offer:gathered'].parse(message.body))]
        : [message.body],
    changeGrant(changeIn),
  )
}

/** Puts others in the place of the link messages that come through the server. */
export function changeSignals(
  change: (fact: FactOf<'link:signal'>) => readonly FactOf<'link:signal'>[],
): Tamper {
  return (message) =>
    is(message, 'fact', 'link:signal') ? change(FACTS['link:signal'].parse(message.body)) : [message.body]
}

/** Changes what a browser asks. */
export function changeRequest<N extends RequestName>(
  name: N,
  change: (request: RequestOf<N>) => Maybe<RequestOf<N>>,
): Tamper {
  return async (message) =>
    is(message, 'request', name) ? [await change(REQUEST_SCHEMAS[name].parse(message.body))] : [message.body]
}

/** All of a browser's requests of one kind. */
export function sentOffers(passed: readonly PassingMessage[]): RequestOf<'offer:post'>[] {
  return passed
    .filter((message) => is(message, 'request', 'offer:post'))
    .map(({ body }) => REQUESTS['offer:post'].parse(body))
}

export function sentAnswers(passed: readonly PassingMessage[]): RequestOf<'offer:answer'>[] {
  return passed
    .filter((message) => is(message, 'request', 'offer:answer'))
    .map(({ body }) => REQUESTS['offer:answer'].parse(body))
}

/** @returns The participant's id, as the server gave it with the last join. */
export function joinedAs(passed: readonly PassingMessage[]): string {
  const answer = passed.findLast((message) => is(message, 'acknowledgement', 'room:join'))
  return ANSWERS['room:join'].parse(answer?.body).participantId
}

/** Whether an acknowledgement hands out a relay. */
export const tellsRelay = ({ kind, body }: PassingMessage): boolean =>
  kind === 'acknowledgement' && JSON.stringify(body).includes('turn:')

/** A payload with one character of its middle changed: what stands for any change of what one cannot read. */
export function alterPayload(payload: string): string {
  const at = Math.floor(payload.length / 2)
  return `${payload.slice(0, at)}${payload[at] === 'A' ? 'B' : 'A'}${payload.slice(at + 1)}`
}
