import type { FactName, FactOf, NamedFact } from '@/lib/protocol/facts'
import type { CandidateMessage, DescriptionMessage, LinkMessage, Profile } from '@/lib/protocol/link-messages'
import type { Knock, Offer, Participant, RoomSnapshot } from '@/lib/protocol/room'
import type { Opened, PayloadCodec } from './payload-codec'

/** A participant whose profile is readable; null: it did not open. */
export type OpenedParticipant = Omit<Participant, 'profile'> & { readonly profile: Profile | null }
/** An offer whose description is readable; null: it did not open, and is not to be answered. */
export type OpenedOffer = Omit<Offer, 'description'> & {
  readonly description: Opened<DescriptionMessage> | null
}
export type OpenedKnock = Omit<Knock, 'profile'> & { readonly profile: Profile | null }
export type OpenedSnapshot = Omit<RoomSnapshot, 'participants' | 'offers' | 'knocks'> & {
  readonly participants: readonly OpenedParticipant[]
  readonly offers: readonly OpenedOffer[]
  readonly knocks: readonly OpenedKnock[]
}
export type OpenedAnswered = Omit<FactOf<'offer:answered'>, 'description' | 'candidates'> & {
  readonly description: Opened<DescriptionMessage> | null
  readonly candidates: readonly (Opened<CandidateMessage> | null)[]
}
export type OpenedSignal = Omit<FactOf<'link:signal'>, 'payload'> & {
  readonly message: Opened<LinkMessage> | null
}

interface OpenedShapes {
  'participant:joined': { readonly participant: OpenedParticipant }
  'participant:updated': { readonly participant: OpenedParticipant }
  'offer:posted': { readonly offer: OpenedOffer }
  'offer:answered': OpenedAnswered
  'link:signal': OpenedSignal
  'link:prepared': OpenedSignal
  'knock:started': { readonly knock: OpenedKnock }
}

export type OpenedFactOf<N extends FactName> = N extends keyof OpenedShapes ? OpenedShapes[N] : FactOf<N>

/** A fact with its name, its payloads opened. */
export type OpenedFact = { [N in FactName]: { readonly name: N; readonly fact: OpenedFactOf<N> } }[FactName]

const withProfile = async <T extends { readonly profile: string }>(
  codec: PayloadCodec,
  sender: string,
  value: T,
): Promise<Omit<T, 'profile'> & { readonly profile: Profile | null }> => ({
  ...value,
  profile: await codec.openProfile(sender, value.profile),
})

const openParticipant = (codec: PayloadCodec, participant: Participant): Promise<OpenedParticipant> =>
  withProfile(codec, participant.id, participant)

const openKnock = (codec: PayloadCodec, knock: Knock): Promise<OpenedKnock> =>
  withProfile(codec, knock.participantId, knock)

export async function openOffer(codec: PayloadCodec, offer: Offer): Promise<OpenedOffer> {
  const { id, participantId, description } = offer
  return { ...offer, description: await codec.openDescription('offer', participantId, id, description) }
}

export async function openSnapshot(codec: PayloadCodec, snapshot: RoomSnapshot): Promise<OpenedSnapshot> {
  const [participants, offers, knocks] = await Promise.all([
    Promise.all(snapshot.participants.map((participant) => openParticipant(codec, participant))),
    Promise.all(snapshot.offers.map((offer) => openOffer(codec, offer))),
    Promise.all(snapshot.knocks.map((knock) => openKnock(codec, knock))),
  ])
  return { ...snapshot, participants, offers, knocks }
}

/** Opens the payloads in a fact, all of them at once. */
export async function openFact(codec: PayloadCodec, named: NamedFact): Promise<OpenedFact> {
  switch (named.name) {
    case 'participant:joined':
    case 'participant:updated':
      return { name: named.name, fact: { participant: await openParticipant(codec, named.fact.participant) } }
    case 'offer:posted':
      return { name: named.name, fact: { offer: await openOffer(codec, named.fact.offer) } }
    case 'knock:started':
      return { name: named.name, fact: { knock: await openKnock(codec, named.fact.knock) } }
    case 'offer:answered': {
      const { offerId, participantId } = named.fact
      const [description, candidates] = await Promise.all([
        codec.openDescription('answer', participantId, offerId, named.fact.description),
        codec.openCandidates(participantId, offerId, named.fact.candidates),
      ])
      return { name: named.name, fact: { ...named.fact, description, candidates } }
    }
    case 'link:signal':
    case 'link:prepared': {
      const { from, linkId, payload } = named.fact
      return {
        name: named.name,
        fact: { from, linkId, message: await codec.openLinkMessage(from, linkId, payload) },
      }
    }
    default:
      return named
  }
}
