import type { PeerLink, PeerLinkSnapshot, PeerMessage } from '@/lib/browser/peer/peer-link'
import { createRandomId, type ParticipantId } from '@/lib/protocol/ids'
import type { LinkMessage, Profile } from '@/lib/protocol/link-messages'
import type { CallOrder } from '@/lib/protocol/room'
import type { AudioLevels } from './audio-levels'
import type { LinkConfiguration } from './link-configuration'
import { LinkEntries } from './link-entries'
import type { LinkEntry } from './link-entry'
import { LinkFactory } from './link-factory'
import type { LinkRegistryOptions } from './link-registry-options'
import type { LinkTable } from './link-table'
import type { MeshQuality } from './mesh-quality'
import { OfferClaim } from './offer-claim'
import type { OpenedAnswered, OpenedOffer, OpenedSignal } from './opened-facts'
import { type LinkAnswered, PreparedAnswers } from './prepared-answers'
import { PreparedLinks } from './prepared-links'
import type { LinkFacts } from './reconcile'
import { RemakeTimer } from './remake-timer'
import { StandingOfferKeeper } from './standing-offer-keeper'
import type { LinkViews } from './views'

/**
 * Owns the link to each other participant of the call, and keeps the standing offer that grows into the next one.
 * Routes what links say through the server as long as they have no channel of their own.
 */
export class LinkRegistry {
  readonly #options: LinkRegistryOptions
  readonly #entries: LinkEntries
  readonly #remaking: RemakeTimer
  readonly #factory: LinkFactory
  readonly #preparedAnswers: PreparedAnswers
  /** The offer that waits for whoever comes next. */
  readonly standing: StandingOfferKeeper
  /** Links that nobody has answered by yet. */
  readonly prepared: PreparedLinks

  constructor(options: LinkRegistryOptions) {
    this.#options = options
    this.#factory = new LinkFactory(options)
    this.#remaking = new RemakeTimer(options.clock, () => this.#remake())
    this.standing = new StandingOfferKeeper({
      signaling: options.signaling,
      clock: options.clock,
      createLink: () => this.#createUnclaimed({ id: createRandomId(), role: 'offerer' }),
      createPayloads: (linkId) => this.#factory.createPayloads(linkId),
      onPosted: (callOrder, offers) => {
        this.#remaking.finish()
        options.onEntered(callOrder, offers)
      },
    })
    this.prepared = new PreparedLinks({
      signaling: options.signaling,
      clock: options.clock,
      createLink: (role, id, preparation) => this.#createUnclaimed({ id, role, preparation }),
      createPayloads: (linkId) => this.#factory.createPayloads(linkId),
      onTampered: options.onTampered,
    })
    this.#entries = new LinkEntries(options)
    this.#preparedAnswers = new PreparedAnswers({
      registry: options,
      entries: this.#entries,
      factory: this.#factory,
      prepared: this.prepared,
    })
  }

  facts(): LinkFacts[] {
    return this.#table.facts()
  }

  /** Somebody in the call can tell us things. */
  get hasLiveLink(): boolean {
    return this.facts().some(({ isAlive }) => isAlive)
  }

  snapshots(): LinkViews {
    return this.#table.views()
  }

  /** The link to somebody, for what goes over it beside messages. */
  linkTo(participantId: ParticipantId): PeerLink | undefined {
    return this.#table.get(participantId)?.link
  }

  /** How much goes out on each link, and how each is. */
  get quality(): MeshQuality {
    return this.#entries.quality
  }

  /** Every open link, the standing offer's included: what local media goes to. */
  all(): PeerLink[] {
    const links = [...this.#table.values()].map((entry) => entry.link)
    return this.standing.link === null ? links : [...links, this.standing.link]
  }

  /** How loud everybody linked is just now. */
  readAudioLevels(): AudioLevels {
    return this.#table.readAudioLevels()
  }

  ensureStandingOffer(): void {
    this.standing.ensure([...this.#table.values()].some((entry) => !entry.wasConnected))
  }

  /** The network or the socket may be another: links in trouble try at once. */
  noteNetworkChange(): void {
    for (const entry of this.#table.values()) entry.link.noteNetworkChange()
  }

  /** Fresh credentials for the next restart of each link. */
  setConfiguration(configuration: RTCConfiguration): void {
    for (const link of this.all()) link.setConfiguration(configuration)
  }

  /** Every link looks for new candidates, by the configuration that holds now. */
  restartAll(): void {
    this.prepared.closeAll()
    for (const entry of this.#table.values()) entry.link.restartIce()
    this.standing.renew()
  }

  /**
   * Every link is made anew by the configuration that holds now. An ICE restart would not do: the browser keeps to the path that it
   * has as long as that lives. First the fresh offer, since the others answer what they find once their links end.
   */
  remakeAll(): void {
    this.prepared.closeAll()
    this.standing.renew()
    if (this.#table.size > 0) this.#remaking.start()
  }

  #remake(): void {
    for (const participantId of [...this.#table.keys()]) {
      this.#entries.drop(participantId)
      this.#options.onStateChange(participantId, 'closed')
    }
  }

  /** Answers a caller by the link that was made with them before, if there is one. */
  answerPrepared(participantId: ParticipantId, callOrder: CallOrder): void {
    this.#preparedAnswers.answer(participantId, callOrder)
  }

  /** Claims an offer, unless its caller is linked already or what came as theirs was altered too often. */
  answer(offer: OpenedOffer): void {
    const { participantId, callOrder, description } = offer
    if (this.#table.has(participantId) || this.#entries.distrust.isOver(participantId, callOrder)) return
    if (description === null) {
      this.#entries.distrust.note(participantId, callOrder)
      this.#options.onTampered(participantId)
      this.#options.onOfferGone(offer.id)
      return
    }
    const payloads = this.#factory.createPayloads(offer.id)
    const claim = new OfferClaim({
      offer: { ...offer, description },
      payloads,
      codec: this.#options.codec,
      inbox: this.#options.inbox,
      signaling: this.#options.signaling,
      createLink: this.#options.createLink,
      signal: (message) => entry.signal(message),
      onChange: (snapshot) => this.#handleChange(entry.link, snapshot),
      onMessage: (message) => this.#handleMessage(entry.link, message),
      onForged: () => this.#options.onTampered(participantId),
      clock: this.#options.clock,
      onUnderWay: this.#options.onUnderWay,
      onGranted: (granted) => this.#options.onEntered(granted, []),
      onGone: () => {
        this.#entries.drop(participantId)
        this.#options.onOfferGone(offer.id)
      },
      onTampered: () => this.#entries.refuse(entry),
      isAbandoned: () => this.#table.get(participantId) !== entry,
    })
    const entry = this.#factory.createEntry(claim.link, payloads, { ...offer, role: 'answerer' })
    this.#entries.add(entry)
    claim.start()
  }

  /** Somebody has answered by the link that was made with them before. */
  handleLinkAnswered(answered: LinkAnswered): void {
    this.#preparedAnswers.handleAnswered(answered)
  }

  /** @param callOrderOf Somebody's stay in the call as the server tells it, which may be later than they themselves. */
  noteCallOrders(callOrderOf: (id: ParticipantId) => CallOrder | null): void {
    for (const entry of this.#table.values()) entry.callOrder ??= callOrderOf(entry.participantId)
  }

  /** The standing offer was claimed: it becomes the link to whoever answered, and a fresh one takes its place. */
  handleAnswered({ offerId, participantId, callOrder, description, candidates }: OpenedAnswered): void {
    const taken = this.standing.take(offerId)
    if (taken === null) return
    this.prepared.close(participantId)
    const { link, payloads, undelivered } = taken
    this.#entries.drop(participantId)
    if (this.#entries.distrust.isOver(participantId, callOrder)) {
      link.close()
      this.ensureStandingOffer()
      return
    }
    const first = payloads.inbound.acceptFirst(description?.counter ?? null, candidates)
    const entry = this.#factory.createEntry(link, payloads, { participantId, callOrder, role: 'offerer' })
    this.#entries.add(entry)
    if (description === null || first === null) {
      this.#entries.refuse(entry)
      this.ensureStandingOffer()
      return
    }
    link.receive(description.content)
    for (const candidate of first) link.receive(candidate)
    for (const candidate of undelivered) entry.signal(candidate)
    this.#options.onAnswered(participantId)
    this.ensureStandingOffer()
  }

  handleSignal(fact: OpenedSignal): void {
    this.#take(fact, (entry, content) => entry.link.receive(content))
  }

  /** What was sent of a prepared link before the answer by it had come to the other end, who may have ended it. */
  handlePrepared(fact: OpenedSignal): void {
    this.#take(fact, (entry, content) => {
      if (content.kind === 'bye') this.#entries.end(entry)
      else entry.link.receive(content)
    })
  }

  /** Over every link that is or was up; the server carries the profile for the rest. */
  broadcast(message: PeerMessage): void {
    for (const entry of this.#table.values()) if (entry.wasConnected) entry.link.send(message)
  }

  sendProfile(participantId: ParticipantId, profile: Profile): void {
    this.send(participantId, { kind: 'profile', profile })
  }

  send(participantId: ParticipantId, message: PeerMessage): void {
    this.#table.get(participantId)?.link.send(message)
  }

  /** The other side's stay is over: the link to it, if there is one, closes. That is a failure only of one that was never up. */
  close(participantId: ParticipantId): void {
    this.prepared.close(participantId)
    const entry = this.#table.get(participantId)
    if (entry === undefined) return
    this.#entries.drop(participantId)
    if (!entry.wasConnected) this.#options.onFailed(participantId, 'peer-left')
    this.#options.onChange()
  }

  /** Hangs up: tells every peer over its link, then closes all. */
  closeAll(): void {
    this.#remaking.stop()
    this.prepared.closeAll()
    const entries = [...this.#table.values()]
    for (const { link, wasConnected } of entries) if (wasConnected) link.send({ kind: 'bye' })
    // None is left to share the uplink with, so the encodings of the rest need not follow each.
    this.#table.clear()
    for (const { link } of entries) link.close()
    this.standing.end()
    this.#options.onChange()
  }

  /** A link that has no entry yet. */
  #createUnclaimed(one: Pick<LinkConfiguration, 'id' | 'role' | 'preparation'>): PeerLink {
    const link = this.#options.createLink({
      ...one,
      sendBySignaling: (message) => this.#sendUnclaimed(link, message),
      onChange: (snapshot) => this.#handleChange(link, snapshot),
      onMessage: (message) => this.#handleMessage(link, message),
      onForged: () => {
        const entry = this.#table.entryOf(link)
        if (entry !== undefined) this.#options.onTampered(entry.participantId)
      },
    })
    return link
  }

  #take(
    { from, linkId, message }: OpenedSignal,
    take: (entry: LinkEntry, content: LinkMessage) => void,
  ): void {
    const entry = this.#table.get(from)
    if (entry === undefined || entry.link.id !== linkId) return
    if (message === null || !entry.payloads.inbound.accept(message.counter)) this.#entries.refuse(entry)
    else take(entry, message.content)
  }

  #sendUnclaimed(link: PeerLink, message: LinkMessage): void {
    const entry = this.#table.entryOf(link)
    if (entry !== undefined) entry.signal(message)
    else if (!this.prepared.send(link, message)) this.standing.add(link, message)
  }

  #handleMessage(link: PeerLink, message: PeerMessage): void {
    if (message.kind === 'answer') {
      const participantId = this.prepared.answererBy(link)
      if (participantId !== undefined)
        this.handleLinkAnswered({ linkId: link.id, participantId, callOrder: null })
      return
    }
    const entry = this.#table.entryOf(link)
    if (entry === undefined) return
    entry.isHeard = true
    this.#entries.noteListening(entry)
    if (message.kind === 'safety-commit' || message.kind === 'safety-reveal') {
      void entry.safety.receive(message)
      return
    }
    if (this.quality.take(entry.participantId, message)) return
    if (message.kind === 'bye') this.#entries.drop(entry.participantId)
    this.#options.onMessage(entry.participantId, message)
  }

  #handleChange(link: PeerLink, snapshot: PeerLinkSnapshot): void {
    const entry = this.#table.entryOf(link)
    if (entry === undefined) this.prepared.noteChange(link, snapshot)
    else this.#entries.noteChange(entry, snapshot)
  }

  get #table(): LinkTable {
    return this.#entries.table
  }
}
