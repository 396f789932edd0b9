import { fromRoot } from './root.mjs'

/**
 * Bundles our own TypeScript for Node into one file beside its source map; packages stay in node_modules. Functions keep
 * their source as it is: one that a test or benchmark hands to a page must not call a helper that the page lacks.
 * Needs the packages installed.
 * @param {string} entry
 * @param {string} outfile
 */
export async function bundleForNode(entry, outfile) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.9',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    tsconfig: fromRoot('tsconfig.json'),
    logLevel: 'warning',
  })
}
