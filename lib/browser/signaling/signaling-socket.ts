/** What `SignalingClient` needs of a Socket.IO client socket; `Socket` of socket.io-client fits it, and so do the tests' fakes. */
export interface SignalingSocket {
  readonly connected: boolean
  connect(): unknown
  disconnect(): unknown
  on(event: string, listener: (...values: never[]) => void): unknown
  onAny(listener: (event: string, ...values: unknown[]) => void): unknown
  removeAllListeners(): unknown
  offAny(): unknown
  timeout(timeoutMs: number): {
    emit(event: string, request: unknown, acknowledge: (error: unknown, answer?: unknown) => void): unknown
  }
}
