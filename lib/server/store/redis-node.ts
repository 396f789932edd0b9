import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { createNodeId } from './node-id'
import { ChangeLog } from './redis-change-log'
import { inTime, type RedisClient, RedisScript, RedisUnavailableError } from './redis-connection'
import { REDIS_KEYS } from './redis-keys'
import { BEAT_SCRIPT, RETIRE_SCRIPT, STRIKE_SCRIPT } from './redis-scripts'

/** How often a node gives a sign of life, and after how long a silent one is given up. */
export const NODE_TIMES = {
  beatMs: 2_000,
  /** Longer than a stall of garbage collection or of Redis; with the grace period it bounds how long a lost person is shown. */
  silentMs: 10_000,
} as const

/** `NODE_TIMES` with other numbers, as a test sets them. */
export type NodeTimes = { readonly [N in keyof typeof NODE_TIMES]: number }

const BeatReply = z.array(z.string())

/** Rooms of a dead node looked at in one go. */
const ROOMS_AT_ONCE = 100

const JOIN_TRY_MS = 50
const JOIN_TRIES = 100

/**
 * This process's membership among the nodes: its id, its signs of life, and the log that it follows.
 * An id ends where this node was given up, or cannot know what it missed: it goes on under a fresh one, with fresh sockets.
 */
export class RedisNode {
  readonly log: ChangeLog
  readonly #client: RedisClient
  readonly #times: NodeTimes
  readonly #beat = new RedisScript(BEAT_SCRIPT)
  readonly #retire = new RedisScript(RETIRE_SCRIPT)
  readonly #strike = new RedisScript(STRIKE_SCRIPT)
  #id = createNodeId()
  #isKnown = false
  #isLost = false
  #reachedAt = Number.NEGATIVE_INFINITY
  #reachedSince = Number.POSITIVE_INFINITY

  constructor(client: RedisClient, times: NodeTimes = NODE_TIMES) {
    this.#client = client
    this.#times = times
    this.log = new ChangeLog(() => this.lose())
  }

  /** Begins the id of every socket that this node holds from now on. */
  get id(): string {
    return this.#id
  }

  get beatMs(): number {
    return this.#times.beatMs
  }

  /** Whether Redis answers and the log comes through. */
  get isReachable(): boolean {
    return performance.now() - this.#reachedAt < 3 * this.#times.beatMs
  }

  /** What this node's sockets were told, or what became of their requests, is uncertain: the next beat begins anew. */
  lose(): void {
    this.#isLost = true
  }

  /**
   * Joins the others. The log is read by a connection of its own, which may come to it a moment later.
   * @throws RedisUnavailableError
   */
  async join(): Promise<void> {
    for (let attempt = 1; !this.#isKnown; attempt += 1) {
      try {
        await this.#giveSign(JOIN_TRY_MS)
      } catch (error) {
        if (attempt === JOIN_TRIES) throw error
      }
    }
  }

  /**
   * Gives one sign of life and sees it come back by the log.
   * @returns the nodes whose sockets are gone without a word; and whether this one goes on under a fresh id, so that its sockets must go
   * @throws RedisUnavailableError
   */
  async beat(): Promise<{ readonly dead: readonly string[]; readonly isRenewed: boolean }> {
    try {
      const isRenewed = this.#isLost && this.#isKnown
      if (isRenewed) await this.#renew()
      const reply = await this.#giveSign()
      if (reply === 'node-unknown') {
        await this.#renew()
        const again = await this.#giveSign()
        return { dead: again === 'node-unknown' ? [] : this.#listDead(again), isRenewed: true }
      }
      return { dead: this.#listDead(reply), isRenewed }
    } catch (error) {
      this.#reachedSince = Number.POSITIVE_INFINITY
      throw error
    }
  }

  /** @returns some rooms in which somebody is present, or waits, through a node. */
  roomsOf(nodeId: string): Promise<string[]> {
    return inTime(this.#client.sRandMemberCount(`${REDIS_KEYS.nodePrefix}${nodeId}`, ROOMS_AT_ONCE))
  }

  /** Strikes a dead node off, once nobody is anywhere through it. */
  async strike(nodeId: string): Promise<void> {
    const keys = [REDIS_KEYS.nodes, `${REDIS_KEYS.nodePrefix}${nodeId}`]
    await this.#strike.run(this.#client, keys, [nodeId])
  }

  /** Takes leave of the others, who do at once what is due to the end of this node's sockets. */
  async retire(): Promise<void> {
    const body = JSON.stringify({ commitId: createCommitId(), roomId: '', effects: [] })
    await this.#retire.run(this.#client, LOG_KEYS, [this.#id, body, createCommitId()])
  }

  async #renew(): Promise<void> {
    await this.retire()
    this.#id = createNodeId()
    this.#isKnown = false
  }

  async #giveSign(timeoutMs?: number): Promise<readonly string[] | 'node-unknown'> {
    const commitId = createCommitId()
    const body = JSON.stringify({ commitId, roomId: '', effects: [] })
    const wasKnown = this.#isKnown
    const atTurn = () => {
      // The sockets of before are about to go: what they missed up to here is made good by that.
      if (!wasKnown) this.#isLost = false
    }
    const { told, forget } = this.log.expect(commitId, atTurn, timeoutMs)
    try {
      const [outcome, ...dead] = BeatReply.parse(
        await this.#beat.run(this.#client, LOG_KEYS, [
          this.#id,
          wasKnown ? '0' : '1',
          String(this.#times.silentMs),
          body,
          createCommitId(),
        ]),
      )
      if (outcome === 'node-unknown') {
        forget()
        return outcome
      }
      await told
      this.#isKnown = true
      this.#reachedAt = performance.now()
      this.#reachedSince = Math.min(this.#reachedSince, this.#reachedAt)
      return dead
    } catch (error) {
      forget()
      throw error instanceof Error ? error : new RedisUnavailableError()
    }
  }

  /** Where Redis was away from everybody, all are silent: nobody is given up before they had time to come back. */
  #listDead(pairs: readonly string[]): readonly string[] {
    const isPatient = performance.now() - this.#reachedSince < this.#times.silentMs
    const dead: string[] = []
    for (let index = 0; index < pairs.length; index += 2) {
      const id = pairs[index]
      const isRetired = pairs[index + 1] === 'retired'
      if (id !== undefined && (isRetired || !isPatient)) dead.push(id)
    }
    return dead
  }
}

const LOG_KEYS = [REDIS_KEYS.nodes, REDIS_KEYS.log, REDIS_KEYS.stream] as const

function createCommitId(): string {
  return randomBytes(12).toString('base64url')
}
