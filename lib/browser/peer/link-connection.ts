/**
 * The part of RTCPeerConnection that a link uses. A real connection is one; so is the fake of the tests, which
 * therefore cannot drift from the platform's types.
 */
export interface LinkConnection
  extends Pick<
    RTCPeerConnection,
    | 'signalingState'
    | 'connectionState'
    | 'iceConnectionState'
    | 'iceGatheringState'
    | 'setLocalDescription'
    | 'addIceCandidate'
    | 'restartIce'
    | 'getStats'
    | 'getConfiguration'
    | 'setConfiguration'
    | 'close'
  > {
  readonly localDescription: LinkDescription | null
  readonly currentLocalDescription: LinkDescription | null
  readonly currentRemoteDescription: LinkDescription | null
  readonly pendingRemoteDescription: LinkDescription | null
  readonly sctp: { readonly transport: LinkTransport } | null
  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>
  addTransceiver(trackOrKind: MediaStreamTrack | string, init?: RTCRtpTransceiverInit): LinkTransceiver
  getTransceivers(): LinkTransceiver[]
  createDataChannel(label: string, init?: RTCDataChannelInit): LinkDataChannel
  addEventListener<K extends keyof LinkConnectionEvents>(
    type: K,
    listener: (event: LinkConnectionEvents[K]) => void,
    options?: { signal?: AbortSignal },
  ): void
}

/** What carries the link, once it is bundled (W3C WebRTC §5.5, §5.6). */
export interface LinkTransport extends Pick<RTCDtlsTransport, 'state'> {
  readonly iceTransport: {
    addEventListener(
      type: 'selectedcandidatepairchange',
      listener: () => void,
      options?: { signal?: AbortSignal },
    ): void
  }
}

export type LinkDescription = Pick<RTCSessionDescription, 'type' | 'sdp'>

export interface LinkTransceiver
  extends Pick<RTCRtpTransceiver, 'mid' | 'direction' | 'currentDirection' | 'stop'> {
  readonly sender: Pick<
    RTCRtpSender,
    'track' | 'replaceTrack' | 'setStreams' | 'getParameters' | 'setParameters'
  >
  readonly receiver: Pick<RTCRtpReceiver, 'track' | 'getSynchronizationSources'>
}

export interface LinkDataChannel
  extends Pick<
    RTCDataChannel,
    'readyState' | 'bufferedAmount' | 'bufferedAmountLowThreshold' | 'binaryType' | 'close'
  > {
  send(data: string): void
  send(data: ArrayBufferView<ArrayBuffer>): void
  addEventListener<K extends keyof LinkDataChannelEvents>(
    type: K,
    listener: (event: LinkDataChannelEvents[K]) => void,
    options?: { signal?: AbortSignal },
  ): void
}

export interface LinkDataChannelEvents {
  open: unknown
  close: unknown
  message: { readonly data: unknown }
  bufferedamountlow: unknown
}

export interface LinkConnectionEvents {
  negotiationneeded: unknown
  connectionstatechange: unknown
  signalingstatechange: unknown
  iceconnectionstatechange: unknown
  icegatheringstatechange: unknown
  icecandidate: {
    readonly candidate: Pick<
      RTCIceCandidate,
      'candidate' | 'sdpMid' | 'sdpMLineIndex' | 'usernameFragment'
    > | null
  }
  icecandidateerror: Pick<RTCPeerConnectionIceErrorEvent, 'errorCode' | 'url'>
  track: { readonly track: MediaStreamTrack; readonly streams: readonly MediaStream[] }
}
