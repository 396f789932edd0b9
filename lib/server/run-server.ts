import { createAnnouncement, listNetworkAddresses } from '@/lib/server/ops/announce'
import { parseArguments } from '@/lib/server/ops/arguments'
import { type Environment, parseEnvironment } from '@/lib/server/ops/env'
import { createLogger } from '@/lib/server/ops/logger'
import type { Pages } from '@/lib/server/ops/pages'
import { exitFailed, stopOnSignals } from '@/lib/server/ops/process-lifecycle'
import type { NodeTimes } from '@/lib/server/store/redis-node'
import { startServer } from './start-server'

/**
 * Runs the whole life of the process: settings, start, announcement, and an orderly stop on a signal.
 * @param options.nodeTimes other ones than in earnest, as a test sets them
 */
export async function runServer(
  createPages: (environment: Environment) => Promise<Pages>,
  options: { readonly nodeTimes?: NodeTimes } = {},
): Promise<void> {
  try {
    const environment = parseEnvironment(process.env)
    const tlsFiles = parseArguments(process.argv.slice(2))
    const logger = createLogger(environment)
    const pages = await createPages(environment)
    const server = await startServer({ environment, tlsFiles, logger, pages, ...options })
    const stop = async () => {
      logger.info('Stopping')
      await server.stop()
    }
    stopOnSignals(stop, environment.drainMs)
    // Whoever reads that it is there may stop it at once.
    logger.info('Listening')
    process.stdout.write(
      createAnnouncement({
        isTls: tlsFiles !== null,
        host: environment.host,
        port: server.port,
        networkAddresses: listNetworkAddresses(),
      }),
    )
  } catch (error) {
    exitFailed(error)
  }
}
