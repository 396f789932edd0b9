import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build.mjs'
import { ensureCertificate } from './lib/certificate.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { fromRoot } from './lib/root.mjs'
import { endGroupsOnSignals } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'

runMain(async () => {
  const { values } = parseArgs({ options: { https: { type: 'boolean', default: false } } })
  process.chdir(fromRoot())
  const releaseSignals = endGroupsOnSignals()
  await ensureInstalled()
  await ensureBuilt()
  const serverArgs = []
  if (values.https) {
    const { keyPath, certPath } = await ensureCertificate(process.env.DATA_DIR || 'data')
    serverArgs.push('--tls-key', keyPath, '--tls-cert', certPath)
  }
  releaseSignals()

  // The server takes this process over: its signals and its exit code are the server's own, with nothing in between.
  const server = fromRoot('dist', 'server.js')
  process.argv.splice(1, Infinity, server, ...serverArgs)
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' })
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(server).href)
  return undefined
})
