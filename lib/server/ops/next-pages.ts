import { createServer } from 'node:http'
import { join } from 'node:path'
import next from 'next'
import type { Environment } from './env'
import { fillPackets } from './fill-packets'
import { type Pages, STATIC_PATH } from './pages'
import { loadStaticFiles, type StaticFiles } from './static-files'

/** What Next built for browsers. In development nothing there is packed, and Next serves it. */
const STATIC_FOLDER = join('.next', 'static')

/** What works on sound and picture in the browser, in development too (scripts/lib/processing.mjs). */
const PROCESSING_FOLDER = join('dist', 'processing')
const PROCESSING_PATH = `${STATIC_PATH}processing/`

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
  const serveProcessing = await loadStaticFiles(PROCESSING_FOLDER, PROCESSING_PATH)
  const serveBuilt: StaticFiles = environment.isDevelopment
    ? () => false
    : await loadStaticFiles(STATIC_FOLDER, STATIC_PATH)
  return {
    handle: async (request, response) => {
      if (serveBuilt(request, response) || serveProcessing(request, response)) return
      if (!environment.isDevelopment) fillPackets(response)
      await handle(request, response)
    },
    handleUpgrade: (request, socket, head) =>
      environment.isDevelopment &&
      (request.url ?? '').startsWith('/_next/') &&
      upgrades.emit('upgrade', request, socket, head),
    close: () => app.close(),
  }
}
