import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { DOCTOR_TTL_SECONDS } from '@/lib/protocol/doctor'
import type { TlsFiles } from '@/lib/server/ops/arguments'
import { systemClock } from '@/lib/server/ops/clock'
import { ConfigurationError } from '@/lib/server/ops/configuration-error'
import type { Environment } from '@/lib/server/ops/env'
import { createHttpServer, type TlsCredentials } from '@/lib/server/ops/http-server'
import { createIceConfiguration } from '@/lib/server/ops/ice-configuration'
import { toLoggableError } from '@/lib/server/ops/logger'
import { Metrics } from '@/lib/server/ops/metrics'
import type { Pages } from '@/lib/server/ops/pages'
import { createRateLimits, RATES } from '@/lib/server/ops/rate-limits'
import { repeat } from '@/lib/server/ops/repeat'
import { createRoomHash } from '@/lib/server/ops/room-hash'
import { createSessionTokens } from '@/lib/server/ops/session-tokens'
import { attachSockets, SOCKET_PATH } from '@/lib/server/socket/attach-sockets'
import { SOCKET_BOUNDS } from '@/lib/server/socket/socket-bounds'
import { NODE_TIMES, type NodeTimes } from '@/lib/server/store/redis-node'
import { connectToRedis } from './connect-to-redis'
import { createSingleProcess } from './single-process'

/** How often unused rooms are looked for: small beside the day after which the first are forgotten. */
const FORGET_INTERVAL_MS = 60 * 60 * 1000

/** How long a stop waits for answers under way before it cuts their connections. */
const ANSWERS_UNDER_WAY_MS = 1_000

/** The listening server. */
export interface RunningServer {
  readonly port: number
  /** Says that it is not ready, hands sockets over where it is told to, ends every connection and returns when nothing is left. Clients come back by themselves. */
  stop(): Promise<void>
}

/**
 * Puts the server together and listens: secret, tokens, rooms, HTTP, sockets, pages.
 * The port comes before the rooms' settings: who starts a server twice is told of the port.
 * @throws ConfigurationError where the port, the TLS files or the data directory cannot be used
 */
export async function startServer(parts: {
  readonly environment: Environment
  readonly tlsFiles: TlsFiles
  readonly logger: Logger
  readonly pages: Pages
  readonly nodeTimes?: NodeTimes
}): Promise<RunningServer> {
  const { environment, tlsFiles, logger, pages, nodeTimes } = parts
  const { redisUrl } = environment
  const rooms =
    redisUrl === null
      ? await createSingleProcess({ environment, logger })
      : await connectToRedis({
          url: redisUrl,
          secret: environment.secret,
          logger,
          times: nodeTimes ?? NODE_TIMES,
        })
  const { secret, store } = rooms
  const metrics = new Metrics()
  metrics.watchProcess()
  const rateLimits = createRateLimits(RATES, rooms.createLimiter, (name) => metrics.noteLimit(name))
  let isReady = false
  const health = { isReady: () => isReady && rooms.isReachable(), count: () => store.count() }
  const httpServer = createHttpServer({
    environment,
    tls: await readTls(tlsFiles),
    health,
    metrics: {
      token: environment.metricsToken,
      contentType: metrics.contentType,
      render: () => metrics.render({ ...health, usage: () => sockets.usage() }),
    },
    pages,
    logger,
    allowReport: rateLimits.allowReport,
    doctor: {
      allowDoctor: rateLimits.allowDoctor,
      createIceConfiguration: (id) =>
        createIceConfiguration(toDoctorSettings(environment), id, systemClock.now()),
    },
    ownUpgradePath: SOCKET_PATH,
  })
  const sockets = attachSockets(httpServer, {
    clock: systemClock,
    logger,
    store,
    node: rooms.node,
    tokens: createSessionTokens(secret, systemClock),
    rateLimits,
    metrics,
    hashRoom: createRoomHash(secret),
    bounds: SOCKET_BOUNDS,
    createIceConfiguration: (participantId, now) => createIceConfiguration(environment, participantId, now),
    maxParticipants: environment.maxParticipants,
    isInstantAnswerOn: environment.isInstantAnswerOn,
    graceMs: environment.graceMs,
    trustedProxies: environment.trustedProxies,
  })

  httpServer.listen(environment.port, environment.host)
  try {
    await once(httpServer, 'listening')
  } catch (error) {
    await rooms.close()
    throw explainListenError(error, environment)
  }
  try {
    await rooms.open()
    await sockets.start()
  } catch (error) {
    await sockets.close()
    await rooms.close()
    throw error
  }
  const stopForgetting = repeat(systemClock, {
    task: () => store.forgetUnused(systemClock.now()),
    intervalMs: FORGET_INTERVAL_MS,
    onError: (error) => logger.error({ error: toLoggableError(error) }, 'Unused rooms were not forgotten'),
  })
  isReady = true
  const address = httpServer.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : environment.port,
    async stop() {
      isReady = false
      if (environment.drainMs > 0) await sockets.handOver(environment.drainMs)
      const cut = setTimeout(() => httpServer.closeAllConnections(), ANSWERS_UNDER_WAY_MS)
      // Ends the sockets and stops listening; resolves when the last connection is gone.
      await Promise.all([sockets.close(), pages.close()])
      clearTimeout(cut)
      await stopForgetting()
      await rooms.close()
    },
  }
}

/** The settings of calls, with credentials that end soon: whoever asks is in no room. */
function toDoctorSettings({ stunUrls, turn, icePolicy }: Environment) {
  const brief = turn === null ? null : { ...turn, ttlSeconds: DOCTOR_TTL_SECONDS }
  return { stunUrls, turn: brief, icePolicy }
}

async function readTls(files: TlsFiles): Promise<TlsCredentials | null> {
  if (files === null) return null
  try {
    const [key, cert] = await Promise.all([readFile(files.keyPath, 'utf8'), readFile(files.certPath, 'utf8')])
    return { key, cert }
  } catch (error) {
    throw new ConfigurationError('--tls-key, --tls-cert: the files cannot be read', { cause: error })
  }
}

function explainListenError(error: unknown, { port, host }: Environment): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    return new ConfigurationError(`PORT: ${port} is in use by another program`, { cause: error })
  }
  if (code === 'EACCES') {
    return new ConfigurationError(`PORT: ${port} may not be used by this account`, { cause: error })
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new ConfigurationError(`HOST: ${host} is no address of this machine`, { cause: error })
  }
  return error
}
