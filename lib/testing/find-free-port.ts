import { once } from 'node:events'
import { createServer } from 'node:net'

/** @returns A port on which nothing listens. Whoever wants it takes it at once, for it is nobody's meanwhile. */
export async function findFreePort(host = '127.0.0.1'): Promise<number> {
  const probe = createServer().listen(0, host)
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port')
  return address.port
}
