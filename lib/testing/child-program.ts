import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A program of ours as a file that `node` runs. */
export interface ChildProgram {
  readonly path: string
  remove(): Promise<void>
}

/**
 * Bundles `lib/testing/{name}.ts` as the server is bundled for production: packages stay outside, so the file lies beside them.
 * Each process that runs tests has its own.
 */
export async function buildChildProgram(name: string): Promise<ChildProgram> {
  const path = join(ROOT, 'node_modules/.cache/earshot-test-programs', `${process.pid}-${name}.mjs`)
  await build({
    entryPoints: [join(ROOT, 'lib/testing', `${name}.ts`)],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    tsconfig: join(ROOT, 'tsconfig.json'),
  })
  return { path, remove: () => rm(path) }
}
