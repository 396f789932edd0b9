import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { bundleForNode } from './bundle.mjs'
import { hintCompilation } from './compile-hints.mjs'
import { writeEarlyEntry } from './early-entry.mjs'
import { precompress } from './precompress.mjs'
import { ensureProcessing } from './processing.mjs'
import { fromRoot } from './root.mjs'
import { runQuietly } from './run.mjs'
import { saying } from './say.mjs'
import { bundleSchemaLibrary } from './schema-library.mjs'
import { whileLocked } from './set-up-lock.mjs'
import { buildFingerprint } from './sources.mjs'

const BUILD_TIMEOUT_MS = 6 * 60_000

/**
 * Whether the build must be made anew.
 * @param {{ wanted: string, built: string | null, hasPages: boolean, hasServer: boolean, hasProcessing: boolean }} facts -
 *   fingerprints of the sources now and of those that were built; whether the outputs are there
 */
export function shouldBuild({ wanted, built, hasPages, hasServer, hasProcessing }) {
  return built !== wanted || !hasPages || !hasServer || !hasProcessing
}

/**
 * Makes `.next/` and `dist/server.js` be the build of the sources as they are. Needs the packages installed.
 * @param {{ isForced?: boolean }} [options]
 */
export async function ensureBuilt({ isForced = false } = {}) {
  await whileLocked(async () => {
    const stamp = fromRoot('.next', 'earshot-build')
    const wanted = buildFingerprint()
    const facts = {
      wanted,
      built: existsSync(stamp) ? readFileSync(stamp, 'utf8') : null,
      hasPages: existsSync(fromRoot('.next', 'BUILD_ID')),
      hasServer: existsSync(fromRoot('dist', 'server.js')),
      hasProcessing: existsSync(fromRoot('dist', 'processing')),
    }
    if (!isForced && !shouldBuild(facts)) return
    // A build that is broken off must not pass for a whole one.
    rmSync(stamp, { force: true })
    await saying('Building (only when a source changes)', async () => {
      const processing = await ensureProcessing()
      await bundleSchemaLibrary()
      await runQuietly(
        'build',
        process.execPath,
        [fromRoot('node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
        {
          timeoutMs: BUILD_TIMEOUT_MS,
          env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...processing },
        },
      )
      await writeEarlyEntry(fromRoot('.next'))
      await hintCompilation(fromRoot('.next', 'static'))
      await precompress(fromRoot('.next', 'static'))
      await bundleForNode(fromRoot('server.ts'), fromRoot('dist', 'server.js'))
    })
    writeFileSync(stamp, wanted)
  })
}
