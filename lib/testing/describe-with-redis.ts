import { describe } from 'vitest'
import { RedisServer } from './redis-server'

/** A suite that needs a redis-server: skipped with a line where this machine has none, but in CI failed. */
export function describeWithRedis(name: string, suite: () => void): void {
  const isMissing = RedisServer.isMissing()
  const title = isMissing ? `${name} (needs redis-server, which this machine has not)` : name
  describe.skipIf(isMissing && !process.env.CI)(title, () => suite())
}
