import type { Clock } from '@/lib/browser/peer/clock'
import type { LinkState, PeerLink, PeerLinkSnapshot } from '@/lib/browser/peer/peer-link'
import type { LinkVerdict } from '@/lib/browser/peer/verdict'
import { chooseVideoEncoding, FIRST_ENCODING_MS } from '@/lib/browser/peer/video-encoding'
import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { FactOf } from '@/lib/protocol/facts'
import { createRandomId, type OfferId, type ParticipantId } from '@/lib/protocol/ids'
import type { LinkMessage, Profile } from '@/lib/protocol/link-messages'
import type { CallOrder, Offer } from '@/lib/protocol/room'
import { encodePayload, openCandidate, openDescription, openLinkMessage } from './payloads'
import type { LinkFacts } from './reconcile'
import { StandingOfferKeeper } from './standing-offer-keeper'

/** What a link is made of besides what the session knows for all of them. */
export interface LinkConfiguration {
  readonly id: OfferId
  readonly role: 'offerer' | 'answerer'
  readonly sendBySignaling: (message: LinkMessage) => void
  readonly onChange: (snapshot: PeerLinkSnapshot) => void
  readonly onMessage: (message: Extract<LinkMessage, { kind: 'profile' | 'bye' }>) => void
}

export interface LinkRegistryOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly clock: Clock
  readonly createLink: (configuration: LinkConfiguration) => PeerLink
  /** Some link changed: the views are to be made anew. */
  readonly onChange: () => void
  /** One's own order, as the server names it with each entry; and offers that stood. */
  readonly onEntered: (callOrder: CallOrder, offers: readonly Offer[]) => void
  /** An answer is on its way to the server. */
  readonly onAnswerSent: () => void
  /** The offer could not be claimed; it is not open (to us). */
  readonly onOfferGone: (offerId: OfferId) => void
  /** Somebody's answer has come. They know no more than that the server has it, so this is the moment to tell them. */
  readonly onAnswered: (participantId: ParticipantId) => void
  /** A link is up for the first time: the moment to tell the peer one's profile over it. */
  readonly onConnected: (participantId: ParticipantId) => void
  readonly onProfile: (participantId: ParticipantId, profile: Profile) => void
  readonly onBye: (participantId: ParticipantId) => void
  readonly onFailed: (participantId: ParticipantId, verdict: LinkVerdict) => void
  /** A link came up, broke or ended by itself, so the room and the links may no longer match. */
  readonly onStateChange: (participantId: ParticipantId, state: LinkState) => void
}

/** A fresh offer is on the list well within this where the server is within reach. */
const REMAKE_MS = 1_000

interface LinkEntry {
  readonly link: PeerLink
  readonly participantId: ParticipantId
  readonly callOrder: CallOrder
  snapshot: PeerLinkSnapshot
  wasConnected: boolean
  /** The first pictures have gone out, so the encoding may follow the number of links. */
  isWarm: boolean
}

/**
 * Owns the link to each other participant of the call, and keeps the standing offer that grows into the next one.
 * Routes what links say through the server as long as they have no channel of their own.
 */
export class LinkRegistry {
  readonly #options: LinkRegistryOptions
  readonly #links = new Map<ParticipantId, LinkEntry>()
  /** The offer that waits for whoever comes next. */
  readonly standing: StandingOfferKeeper
  /** Set while links wait to be made anew. */
  #remakeTimer: ReturnType<Clock['setTimeout']> | null = null

  constructor(options: LinkRegistryOptions) {
    this.#options = options
    this.standing = new StandingOfferKeeper({
      signaling: options.signaling,
      clock: options.clock,
      createLink: () => this.#createOfferer(),
      onPosted: (callOrder, offers) => {
        this.#finishRemaking()
        options.onEntered(callOrder, offers)
      },
    })
  }

  facts(): LinkFacts[] {
    return [...this.#links.values()].map(({ participantId, callOrder, snapshot }) => ({
      participantId,
      callOrder,
      isAlive: snapshot.state === 'connected',
    }))
  }

  snapshots(): ReadonlyMap<ParticipantId, PeerLinkSnapshot> {
    return new Map([...this.#links].map(([id, entry]) => [id, entry.snapshot]))
  }

  /** Every open link, the standing offer's included: what local media goes to. */
  all(): PeerLink[] {
    const links = [...this.#links.values()].map((entry) => entry.link)
    return this.standing.link === null ? links : [...links, this.standing.link]
  }

  ensureStandingOffer(): void {
    this.standing.ensure([...this.#links.values()].some((entry) => !entry.wasConnected))
  }

  /** The network or the socket may be another: links in trouble try at once. */
  noteNetworkChange(): void {
    for (const entry of this.#links.values()) entry.link.noteNetworkChange()
  }

  /** Fresh credentials for the next restart of each link. */
  setConfiguration(configuration: RTCConfiguration): void {
    for (const link of this.all()) link.setConfiguration(configuration)
  }

  /** Every link looks for new candidates, by the configuration that holds now. */
  restartAll(): void {
    for (const entry of this.#links.values()) entry.link.restartIce()
    this.standing.renew()
  }

  /**
   * Every link is made anew by the configuration that holds now. An ICE restart would not do: the browser keeps to the path that it
   * has as long as that lives. First the fresh offer, since the others answer what they find once their links end.
   */
  remakeAll(): void {
    this.standing.renew()
    if (this.#links.size === 0) return
    this.#remakeTimer ??= this.#options.clock.setTimeout(() => this.#finishRemaking(), REMAKE_MS)
  }

  #finishRemaking(): void {
    if (!this.#stopRemakeTimer()) return
    for (const participantId of [...this.#links.keys()]) {
      this.#drop(participantId)
      this.#options.onStateChange(participantId, 'closed')
    }
  }

  /** @returns Whether links were waiting. */
  #stopRemakeTimer(): boolean {
    if (this.#remakeTimer === null) return false
    this.#options.clock.clearTimeout(this.#remakeTimer)
    this.#remakeTimer = null
    return true
  }

  /**
   * Claims an offer and answers it in one message. Its candidates are used only once the server has granted the claim: checks of an
   * answerer who lost would reach an offerer whose connection is another's.
   */
  answer(offer: Offer): void {
    if (this.#links.has(offer.participantId)) return
    const description = openDescription(offer.description)
    if (description === null) {
      this.#options.onOfferGone(offer.id)
      return
    }
    /** Candidates that wait for the claim; null once they may pass. */
    let waiting: LinkMessage[] | null = []
    const link = this.#options.createLink({
      id: offer.id,
      role: 'answerer',
      sendBySignaling: (message) => {
        if (waiting === null) this.#signal(offer.participantId, link.id, message)
        else if (message.kind === 'description') void claim(encodePayload(message))
        else waiting?.push(message)
      },
      onChange: (snapshot) => this.#handleChange(link, snapshot),
      onMessage: (message) => this.#handleMessage(link, message),
    })
    const claim = async (payload: string) => {
      const answered = this.#options.signaling.request('offer:answer', {
        offerId: offer.id,
        description: payload,
        candidates: [],
      })
      this.#options.onAnswerSent()
      const result = await answered
      if (this.#entryOf(link) === undefined) return
      if (!result.ok) {
        this.#drop(offer.participantId)
        this.#options.onOfferGone(offer.id)
        return
      }
      for (const candidate of result.answer.candidates) this.#receiveCandidate(link, candidate)
      const early = waiting ?? []
      waiting = null
      for (const message of early) this.#signal(offer.participantId, link.id, message)
      this.#options.onEntered(result.answer.callOrder, [])
    }
    this.#add(link, offer.participantId, offer.callOrder)
    link.receive(description)
  }

  /** The standing offer was claimed: it becomes the link to whoever answered, and a fresh one takes its place. */
  handleAnswered(fact: FactOf<'offer:answered'>): void {
    const description = openDescription(fact.description)
    const taken = description === null ? null : this.standing.take(fact.offerId)
    if (description === null || taken === null) return
    const { link, undelivered } = taken
    this.#drop(fact.participantId)
    this.#add(link, fact.participantId, fact.callOrder)
    link.receive(description)
    for (const candidate of fact.candidates) this.#receiveCandidate(link, candidate)
    for (const payload of undelivered) this.#signalPayload(fact.participantId, link.id, payload)
    this.#options.onAnswered(fact.participantId)
    this.ensureStandingOffer()
  }

  handleSignal({ from, linkId, payload }: FactOf<'link:signal'>): void {
    const entry = this.#links.get(from)
    const message = openLinkMessage(payload)
    if (entry === undefined || entry.link.id !== linkId || message === null) return
    entry.link.receive(message)
  }

  /** Over every link that is or was up; the server carries the profile for the rest. */
  broadcastProfile(profile: Profile): void {
    for (const entry of this.#links.values()) {
      if (entry.wasConnected) entry.link.send({ kind: 'profile', profile })
    }
  }

  sendProfile(participantId: ParticipantId, profile: Profile): void {
    this.#links.get(participantId)?.link.send({ kind: 'profile', profile })
  }

  /** The other side's stay is over: the link to it, if there is one, closes. That is a failure only of one that was never up. */
  close(participantId: ParticipantId): void {
    const entry = this.#links.get(participantId)
    if (entry === undefined) return
    this.#drop(participantId)
    if (!entry.wasConnected) this.#options.onFailed(participantId, 'peer-left')
    this.#options.onChange()
  }

  /** Hangs up: tells every peer over its link, then closes all. */
  closeAll(): void {
    this.#stopRemakeTimer()
    const entries = [...this.#links.values()]
    for (const { link, wasConnected } of entries) if (wasConnected) link.send({ kind: 'bye' })
    // None is left to share the uplink with, so the encodings of the rest need not follow each.
    this.#links.clear()
    for (const { link } of entries) link.close()
    this.standing.end()
    this.#options.onChange()
  }

  #createOfferer(): PeerLink {
    const link = this.#options.createLink({
      id: createRandomId(),
      role: 'offerer',
      sendBySignaling: (message) => this.#sendFromOfferer(link, message),
      onChange: (snapshot) => this.#handleChange(link, snapshot),
      onMessage: (message) => this.#handleMessage(link, message),
    })
    return link
  }

  #add(link: PeerLink, participantId: ParticipantId, callOrder: CallOrder): void {
    this.#links.set(participantId, {
      link,
      participantId,
      callOrder,
      snapshot: link.getSnapshot(),
      wasConnected: false,
      isWarm: false,
    })
    this.#shareUplink()
    this.#options.onChange()
  }

  #drop(participantId: ParticipantId): void {
    const entry = this.#links.get(participantId)
    this.#links.delete(participantId)
    entry?.link.close()
    this.#shareUplink()
  }

  /** The more links there are, the less of the camera goes out on each. */
  #shareUplink(): void {
    const encoding = chooseVideoEncoding(this.#links.size)
    for (const { link, isWarm } of this.#links.values()) if (isWarm) link.setVideoEncoding(encoding)
  }

  #entryOf(link: PeerLink): LinkEntry | undefined {
    return [...this.#links.values()].find((entry) => entry.link === link)
  }

  #sendFromOfferer(link: PeerLink, message: LinkMessage): void {
    const entry = this.#entryOf(link)
    if (entry !== undefined) {
      this.#signal(entry.participantId, link.id, message)
      return
    }
    this.standing.add(link, message)
  }

  #signal(to: ParticipantId, linkId: OfferId, message: LinkMessage): void {
    this.#signalPayload(to, linkId, encodePayload(message))
  }

  /** A loss is healed by the link itself, which repeats what was not answered. */
  #signalPayload(to: ParticipantId, linkId: OfferId, payload: string): void {
    void this.#options.signaling.request('link:signal', { to, linkId, payload })
  }

  #receiveCandidate(link: PeerLink, payload: string): void {
    const message = openCandidate(payload)
    if (message !== null) link.receive(message)
  }

  #handleMessage(link: PeerLink, message: Extract<LinkMessage, { kind: 'profile' | 'bye' }>): void {
    const entry = this.#entryOf(link)
    if (entry === undefined) return
    if (message.kind === 'profile') {
      this.#options.onProfile(entry.participantId, message.profile)
      return
    }
    this.#drop(entry.participantId)
    this.#options.onBye(entry.participantId)
  }

  #handleChange(link: PeerLink, snapshot: PeerLinkSnapshot): void {
    const entry = this.#entryOf(link)
    if (entry === undefined) return
    const before: LinkState = entry.snapshot.state
    entry.snapshot = snapshot
    if (snapshot.state === 'connected' && !entry.wasConnected) {
      entry.wasConnected = true
      this.#options.clock.setTimeout(() => {
        entry.isWarm = true
        this.#shareUplink()
      }, FIRST_ENCODING_MS)
      this.#options.onConnected(entry.participantId)
    }
    if (snapshot.state === before) {
      this.#options.onChange()
      return
    }
    if (snapshot.state === 'failed') this.#handleFailed(entry)
    else if (snapshot.state === 'closed') this.#drop(entry.participantId)
    this.#options.onStateChange(entry.participantId, snapshot.state)
  }

  /** A link that was up stays and keeps trying; one that never came up makes way for the next offer. */
  #handleFailed(entry: LinkEntry): void {
    this.#options.onFailed(entry.participantId, entry.snapshot.verdict ?? 'unknown')
    if (!entry.wasConnected) this.#drop(entry.participantId)
  }
}
