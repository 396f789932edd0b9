import type { SignalingClient } from '@/lib/browser/signaling/signaling-client'
import type { ParticipantId } from '@/lib/protocol/ids'
import type { RequestName, RequestOf } from '@/lib/protocol/requests'

export interface ModerationOptions {
  readonly signaling: Pick<SignalingClient, 'request'>
  /** The person's answer to a knock counts; `knock:ended` tells the others alone (docs/protocol.md, H6). */
  readonly onKnockAnswered: (participantId: ParticipantId) => void
  /** The server did not do it: its code, or why it could not be asked. */
  readonly onRefused: (code: string) => void
}

/** What a host does to the room. The server decides; what came of it comes back to everybody as facts. */
export class Moderation {
  readonly #options: ModerationOptions

  constructor(options: ModerationOptions) {
    this.#options = options
  }

  configure(change: Pick<RequestOf<'room:configure'>, 'door' | 'admission' | 'maxParticipants'>): void {
    void this.#ask('room:configure', change)
  }

  removeParticipant(participantId: ParticipantId): void {
    void this.#ask('participant:remove', { participantId })
  }

  muteParticipant(participantId: ParticipantId, isMuted: boolean): void {
    void this.#ask('participant:mute', { participantId, isMuted })
  }

  setHost(participantId: ParticipantId, isHost: boolean): void {
    void this.#ask(isHost ? 'host:grant' : 'host:revoke', { participantId })
  }

  endCall(): void {
    void this.#ask('call:end', {})
  }

  answerKnock(participantId: ParticipantId, isAdmitted: boolean): void {
    void this.#answerKnock(participantId, isAdmitted)
  }

  async #answerKnock(participantId: ParticipantId, isAdmitted: boolean): Promise<void> {
    if (await this.#ask('knock:answer', { participantId, isAdmitted }))
      this.#options.onKnockAnswered(participantId)
  }

  /** @returns Whether the server did it. */
  async #ask<N extends RequestName>(name: N, request: RequestOf<N>): Promise<boolean> {
    const result = await this.#options.signaling.request(name, request)
    if (!result.ok) this.#options.onRefused(result.code)
    return result.ok
  }
}
