import type { CreateLimiter } from '@/lib/server/ops/rate-limits'
import type { ServiceNode } from '@/lib/server/socket/request-context'
import type { RoomStore } from '@/lib/server/store/room-store'

/** What a server's rooms rest on: this process alone, or what it shares with others. */
export interface RoomService {
  /** Signs session tokens. */
  readonly secret: string
  readonly store: RoomStore
  /** Null: no other process has a part in the rooms. */
  readonly node: ServiceNode | null
  /** Counts what is bounded in all processes together. Undefined: in this one's memory. */
  readonly createLimiter: CreateLimiter | undefined
  /** Makes the store ready. @throws ConfigurationError where it cannot be used */
  open(): Promise<void>
  /** Whether rooms can be changed now. */
  isReachable(): boolean
  /** Lets go of everything, opened or not. */
  close(): Promise<void>
}
