/** What Mallory does with what one end says over its data channel; what she leaves goes on to the other end. */
export type ChannelPolicy = 'pass' | 'own-nonces' | 'reflect' | 'break-commitment'

/** Bits of Mallory's own, made before the exchange: her nonces and her commitment to the one for the answerer. */
export interface OwnBits {
  readonly nonceForOfferer: string
  readonly nonceForAnswerer: string
  readonly commitment: string
}

/**
 * Runs in Mallory's page: two connections, to the offerer and to the answerer, and everything that comes in on one goes out on the
 * other: pictures and sound re-encoded, data channel messages one by one, by the policy.
 */
export function installMallory(): void {
  const MESSAGES = { negotiated: true, id: 0, ordered: true } as const
  const PULSES = { negotiated: true, id: 1, ordered: false, maxRetransmits: 0 } as const

  interface Leg {
    /** What she sends under, for a track without a stream is not shown. */
    readonly stream: MediaStream
    readonly connection: RTCPeerConnection
    readonly messages: RTCDataChannel
    readonly pulses: RTCDataChannel
  }

  function createLeg(): Leg {
    const connection = new RTCPeerConnection()
    return {
      stream: new MediaStream(),
      connection,
      messages: connection.createDataChannel('earshot', MESSAGES),
      pulses: connection.createDataChannel('earshot-pulse', PULSES),
    }
  }

  /** With all candidates in it. */
  async function describeSelf({ connection }: Leg): Promise<string> {
    await connection.setLocalDescription()
    if (connection.iceGatheringState !== 'complete') {
      await new Promise<void>((resolve) => {
        connection.addEventListener('icegatheringstatechange', () => {
          if (connection.iceGatheringState === 'complete') resolve()
        })
      })
    }
    return connection.localDescription?.sdp ?? ''
  }

  /** Chromium decodes the sound of a connection only where somebody listens. */
  function listen(track: MediaStreamTrack): void {
    if (track.kind !== 'audio') return
    const audio = new Audio()
    audio.muted = true
    audio.srcObject = new MediaStream([track])
    void audio.play()
  }

  /** As far as both ends have said what they send and take. */
  function forwardMedia(from: Leg, to: Leg): void {
    const { connection } = from
    for (const { sender, receiver } of to.connection.getTransceivers()) {
      const source = connection.getReceivers().find(({ track }) => track.kind === receiver.track.kind)
      if (source === undefined) continue
      void sender.replaceTrack(source.track)
      sender.setStreams(to.stream)
      listen(source.track)
    }
  }

  function sendWhenOpen(channel: RTCDataChannel, data: string): void {
    if (channel.readyState === 'open') channel.send(data)
    else if (channel.readyState === 'connecting') {
      channel.addEventListener('open', () => channel.send(data), { once: true })
    }
  }

  /** @returns What goes on to each end for what one end said of the safety code. */
  function answerSafety(
    policy: ChannelPolicy,
    own: OwnBits,
    from: 'offerer' | 'answerer',
    message: { kind: string; nonce?: string },
    data: string,
  ): { offerer: string[]; answerer: string[] } {
    const reveal = (nonce: string | undefined) => JSON.stringify({ kind: 'safety-reveal', nonce })
    const ownCommitment = JSON.stringify({ kind: 'safety-commit', commitment: own.commitment })
    if (from === 'offerer' && message.kind === 'safety-commit') {
      switch (policy) {
        // The answerer's turn is hers as soon as the offerer is bound.
        case 'own-nonces':
          return { offerer: [reveal(own.nonceForOfferer)], answerer: [ownCommitment] }
        case 'break-commitment':
          return { offerer: [], answerer: [ownCommitment] }
        default:
          return { offerer: [data], answerer: [data] }
      }
    }
    if (from === 'offerer') {
      return { offerer: [], answerer: [policy === 'own-nonces' ? reveal(own.nonceForAnswerer) : data] }
    }
    switch (policy) {
      case 'own-nonces':
        return { offerer: [], answerer: [] }
      case 'reflect':
        return { offerer: [data], answerer: [data] }
      default:
        return { offerer: [data], answerer: [] }
    }
  }

  function createMiddle(policy: ChannelPolicy, own: OwnBits) {
    const way = { policy, own }
    const ends = { offerer: createLeg(), answerer: createLeg() }
    for (const kind of ['audio', 'video']) {
      ends.answerer.connection.addTransceiver(kind, { streams: [ends.answerer.stream] })
    }
    const offer = describeSelf(ends.answerer)
    for (const [from, to] of [
      ['offerer', 'answerer'],
      ['answerer', 'offerer'],
    ] as const) {
      ends[from].messages.addEventListener('message', ({ data }) => {
        const message = JSON.parse(data)
        if (way.policy === 'pass' || !String(message.kind).startsWith('safety-')) {
          sendWhenOpen(ends[to].messages, data)
          return
        }
        const told = answerSafety(way.policy, way.own, from, message, data)
        for (const text of told.offerer) sendWhenOpen(ends.offerer.messages, text)
        for (const text of told.answerer) sendWhenOpen(ends.answerer.messages, text)
      })
      ends[from].pulses.addEventListener('message', () => sendWhenOpen(ends[to].pulses, '.'))
    }
    return { ...ends, offer, way }
  }

  type Middle = ReturnType<typeof createMiddle>

  async function answerOfferer({ offerer, answerer }: Middle, sdp: string): Promise<string> {
    await offerer.connection.setRemoteDescription({ type: 'offer', sdp })
    forwardMedia(offerer, answerer)
    forwardMedia(answerer, offerer)
    for (const transceiver of offerer.connection.getTransceivers()) transceiver.direction = 'sendrecv'
    return describeSelf(offerer)
  }

  const middles = new Map<string, Middle>()
  const middleOf = (linkId: string): Middle => {
    const middle = middles.get(linkId)
    if (middle === undefined) throw new Error('Nobody is in the middle of this link')
    return middle
  }
  window.mallory = {
    begin(linkId, policy, own) {
      const middle = middles.get(linkId) ?? createMiddle(policy, own)
      middle.way.policy = policy
      middle.way.own = own
      middles.set(linkId, middle)
      return middle.offer
    },
    answer: (linkId, sdp) => answerOfferer(middleOf(linkId), sdp),
    async takeAnswer(linkId, sdp) {
      const { connection } = middleOf(linkId).answerer
      if (connection.signalingState !== 'have-local-offer') return
      await connection.setRemoteDescription({ type: 'answer', sdp })
    },
    isReached: () =>
      [...middles.values()]
        .flatMap(({ offerer, answerer }) => [offerer, answerer])
        .some(({ connection }) => connection.connectionState === 'connected'),
    endAnswered() {
      for (const [linkId, { offerer, answerer }] of middles) {
        if (answerer.connection.signalingState === 'have-local-offer') continue
        offerer.connection.close()
        answerer.connection.close()
        middles.delete(linkId)
      }
    },
  }
}

declare global {
  interface Window {
    mallory: {
      /** Puts her between the two ends of a link. @returns her offer for the answerer. */
      begin(linkId: string, policy: ChannelPolicy, own: OwnBits): Promise<string>
      /** @returns her answer for the offerer. */
      answer(linkId: string, offer: string): Promise<string>
      takeAnswer(linkId: string, answer: string): Promise<void>
      /** Whether anybody's connection has come up to one of hers. */
      isReached(): boolean
      /** Ends what has been between two; where nobody has answered yet she stays. */
      endAnswered(): void
    }
  }
}
