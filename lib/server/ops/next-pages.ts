import { createServer } from 'node:http'
import next from 'next'
import type { Environment } from './env'
import type { Pages } from './pages'

/**
 * Mounts Next: prepared and ready to answer when it is returned.
 * Next would listen to every upgrade of the server that it finds. It is given a server of its own that never listens, so
 * that it sees the upgrades under its own path and no others.
 */
export async function createNextPages(
  environment: Pick<Environment, 'isDevelopment' | 'host' | 'port'>,
): Promise<Pages> {
  // Nobody but our own origin is contacted, by the server either.
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const upgrades = createServer()
  const app = next({
    dev: environment.isDevelopment,
    hostname: environment.host ?? 'localhost',
    port: environment.port,
    httpServer: upgrades,
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  return {
    handle: (request, response) => handle(request, response),
    handleUpgrade: (request, socket, head) =>
      environment.isDevelopment &&
      (request.url ?? '').startsWith('/_next/') &&
      upgrades.emit('upgrade', request, socket, head),
    close: () => app.close(),
  }
}
