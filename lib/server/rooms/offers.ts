import type { ErrorCode } from '@/lib/protocol/errors'
import { LIMITS } from '@/lib/protocol/limits'
import { findAsker } from './asker'
import { type Command, grant, type Outcome, refuse } from './commands'
import {
  offerClosed,
  offerGathered,
  offerPosted,
  participantUpdated,
  TO_ROOM,
  toParticipant,
} from './effects'
import { listOffersFor } from './public-view'
import {
  enterCall,
  findOfferOf,
  findParticipant,
  type Room,
  type StandingOffer,
  withoutOfferOf,
} from './room'

/** Claimed offers remembered in a room: every participant of the largest room four times over. */
const TAKEN_OFFERS_KEPT = LIMITS.participantsPerRoom * 4

/**
 * Puts the asker's one standing offer on the list, in place of the one before. The same offer again, as after a reconnect, is no
 * replacement. Refuses: `offer-taken` where it was claimed meanwhile, `bad-request` for an id that is another's.
 */
export function postOffer(room: Room, command: Command<'post-offer'>, now: number): Outcome<'post-offer'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const namesake = [...room.offers, ...room.takenOffers].find(({ id }) => id === command.offerId)
  if (namesake !== undefined && namesake.participantId !== participant.id) return refuse(room, 'bad-request')
  const before = findOfferOf(room, participant.id)
  if (namesake !== undefined && namesake !== before) return refuse(room, 'offer-taken')
  const { room: entered, participant: caller, hasEntered } = enterCall(room, participant, now)
  const offer: StandingOffer = {
    id: command.offerId,
    participantId: caller.id,
    description: command.description,
    candidates: command.candidates,
  }
  const cleared = withoutOfferOf(entered, caller.id)
  const posted = { ...cleared, offers: [...cleared.offers, offer] }
  return {
    room: posted,
    effects: [
      ...offerClosed(room, before === namesake ? undefined : before, 'replaced'),
      ...(hasEntered ? [participantUpdated(entered, caller)] : []),
      ...offerPosted(posted, offer),
    ],
    reply: { ok: true, callOrder: caller.callOrder, offers: listOffersFor(posted, caller.id) },
  }
}

/** Appends to the asker's own open offer. Refuses: `offer-taken`, `offer-not-yours`, `offer-unknown`, `too-many-candidates`. */
export function addCandidates(room: Room, command: Command<'add-candidates'>): Outcome<'add-candidates'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const offer = room.offers.find(({ id }) => id === command.offerId)
  if (offer === undefined) return refuse(room, explainMissingOwnOffer(room, command))
  if (offer.participantId !== participant.id) return refuse(room, 'offer-not-yours')
  const candidates = [...offer.candidates, ...command.candidates]
  if (candidates.length > LIMITS.candidatesPerOffer) return refuse(room, 'too-many-candidates')
  const gathered = { ...offer, candidates }
  return grant(
    { ...room, offers: room.offers.map((open) => (open.id === offer.id ? gathered : open)) },
    offerGathered(room, gathered),
  )
}

function explainMissingOwnOffer(
  room: Room,
  { offerId, participantId }: { readonly offerId: string; readonly participantId: string },
): ErrorCode {
  const taken = room.takenOffers.find(({ id }) => id === offerId)
  if (taken === undefined) return 'offer-unknown'
  return taken.participantId === participantId ? 'offer-taken' : 'offer-not-yours'
}

/**
 * Claims an offer and hands its answer to the offerer in one step; the asker enters the call.
 * Refuses: `offer-taken`, `offer-unknown`, `offer-own`, `participant-away`.
 */
export function answerOffer(
  room: Room,
  command: Command<'answer-offer'>,
  now: number,
): Outcome<'answer-offer'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const found = findAnswerable(room, command)
  if (found.offer === null) return refuse(room, found.code)
  const { offer } = found
  const { room: entered, participant: answerer, hasEntered } = enterCall(room, participant, now)
  const taken = { id: offer.id, participantId: offer.participantId }
  return {
    room: {
      ...withoutOfferOf(entered, offer.participantId),
      takenOffers: [...entered.takenOffers, taken].slice(-TAKEN_OFFERS_KEPT),
    },
    effects: [
      ...(hasEntered ? [participantUpdated(entered, answerer)] : []),
      // A call waits for this one; those who watch the list have time.
      {
        kind: 'fact',
        to: toParticipant(offer.participantId),
        event: 'offer:answered',
        fact: {
          offerId: offer.id,
          participantId: answerer.id,
          callOrder: answerer.callOrder,
          description: command.description,
          candidates: [...command.candidates],
        },
      },
      { kind: 'fact', to: TO_ROOM, event: 'offer:closed', fact: { offerId: offer.id, reason: 'taken' } },
    ],
    reply: { ok: true, callOrder: answerer.callOrder, candidates: [...offer.candidates] },
  }
}

/** Tells the offerer alone; the offer stays. Refuses like an answer. */
export function declineOffer(room: Room, command: Command<'decline-offer'>): Outcome<'decline-offer'> {
  const { participant, code } = findAsker(room, command)
  if (participant === null) return refuse(room, code)
  const found = findAnswerable(room, command)
  if (found.offer === null) return refuse(room, found.code)
  return grant(room, [
    {
      kind: 'fact',
      to: toParticipant(found.offer.participantId),
      event: 'offer:declined',
      fact: { offerId: found.offer.id, participantId: participant.id },
    },
  ])
}

function findAnswerable(
  room: Room,
  { offerId, participantId }: { readonly offerId: string; readonly participantId: string },
):
  | { readonly offer: StandingOffer; readonly code: null }
  | { readonly offer: null; readonly code: ErrorCode } {
  const offer = room.offers.find(({ id }) => id === offerId)
  if (offer === undefined) {
    const isTaken = room.takenOffers.some(({ id }) => id === offerId)
    return { offer: null, code: isTaken ? 'offer-taken' : 'offer-unknown' }
  }
  if (offer.participantId === participantId) return { offer: null, code: 'offer-own' }
  const isAway = findParticipant(room, offer.participantId)?.presence.kind === 'away'
  return isAway ? { offer: null, code: 'participant-away' } : { offer, code: null }
}
