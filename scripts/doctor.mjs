import { pathToFileURL } from 'node:url'
import { bundleForNode } from './lib/bundle.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { fromRoot } from './lib/root.mjs'
import { runMain } from './lib/say.mjs'

// Answers whether this machine, as it is configured, can serve calls: `npm run doctor -- [--json] [https://the.public.address]`.
runMain(async () => {
  await ensureInstalled()
  const bundle = fromRoot('.cache', 'doctor.js')
  await bundleForNode(fromRoot('lib', 'server', 'doctor', 'run-doctor.ts'), bundle)
  const { runDoctor } = await import(pathToFileURL(bundle).href)
  return runDoctor(process.argv.slice(2))
})
