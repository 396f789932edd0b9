import { fromRoot } from './root.mjs'
import { readSources } from './sources.mjs'

/** From the root. next.config.js puts it in the place of `zod/mini`. */
export const SCHEMA_LIBRARY = '.cache/zod-mini.mjs'

/**
 * The functions of the schema library that sources call.
 * @param {readonly string[]} sources
 * @param {readonly string[]} offered - what the library exports
 */
export function findUsedSchemas(sources, offered) {
  const used = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bz\.([a-z_]\w*)/g)].map(([, name]) => name)),
  )
  // `core` holds the whole library, and only types are taken from it.
  return offered.filter((name) => used.has(name) && name !== 'core').sort()
}

/**
 * Makes a module of those functions of `zod/mini` that the sources call. Next keeps all of a namespace that the library passes around
 * within itself, a tenth of what a room page may load; esbuild sees which of it is called.
 */
export async function bundleSchemaLibrary() {
  const { build } = await import('esbuild')
  const names = findUsedSchemas(
    readSources(['app', 'components', 'lib']),
    Object.keys(await import('zod/mini')),
  )
  await build({
    stdin: { contents: `export { ${names.join(', ')} } from 'zod/mini'`, resolveDir: fromRoot() },
    outfile: fromRoot(SCHEMA_LIBRARY),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  })
}
