import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fromRoot } from './root.mjs'

/** What the build reads: when one of these changes, the build is stale. */
const BUILD_INPUTS = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'server.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/lib/build.mjs',
  'scripts/lib/bundle.mjs',
  'scripts/lib/languages.mjs',
  'scripts/lib/precompress.mjs',
  'scripts/lib/processing.mjs',
  'scripts/lib/schema-library.mjs',
]

/**
 * Whether a file inside the inputs reaches the build: tests and their fakes do not.
 * @param {string} path - from the root, with slashes
 */
export function isBuildInput(path) {
  return !/\.test\.tsx?$/.test(path) && !path.startsWith('lib/testing/')
}

/**
 * A fingerprint of names and contents.
 * @param {{ path: string, content: Uint8Array | string }[]} files - in any order
 */
export function fingerprint(files) {
  const hash = createHash('sha256')
  for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The fingerprint of all that the build reads, the kind of machine included. */
export function buildFingerprint() {
  const files = BUILD_INPUTS.flatMap(listFiles)
    .filter(isBuildInput)
    .map((path) => ({ path, content: readFileSync(fromRoot(path)) }))
  return fingerprint([...files, { path: '', content: `${process.platform}-${process.arch}` }])
}

/**
 * The contents of what the build reads in these folders.
 * @param {readonly string[]} folders - from the root
 */
export function readSources(folders) {
  return folders
    .flatMap(listFiles)
    .filter(isBuildInput)
    .map((path) => readFileSync(fromRoot(path), 'utf8'))
}

/**
 * @param {string} path - from the root: a file, a folder or nothing
 * @returns {string[]} the files in it, from the root
 */
function listFiles(path) {
  if (!existsSync(fromRoot(path))) return []
  if (statSync(fromRoot(path)).isFile()) return [path]
  return readdirSync(fromRoot(path)).flatMap((name) => listFiles(`${path}/${name}`))
}
