import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createContext, Script } from 'node:vm'

/** What the module contains that begins a stay (components/early-stay.ts), and no other. */
const MARK = 'script[data-stay]'

/**
 * The entry that begins a stay: a module of the bundle, and the scripts that it needs and no others, as paths under `/_next/`.
 * @typedef {{ moduleId: number, chunks: string[], runtime: string }} EarlyEntry
 */

/**
 * Reads which modules a script of Turbopack's brings: it pushes its own element, and then each module's ids before what makes it.
 * @param {string} source
 * @returns {Map<number, string>} by id, the source of what makes the module
 */
export function readModules(source) {
  /** @type {unknown[][]} */
  const pushed = []
  const context = createContext({
    TURBOPACK: { push: (/** @type {unknown[]} */ chunk) => pushed.push(chunk) },
  })
  new Script(source).runInContext(context)
  const modules = new Map()
  /** @type {number[]} */
  let ids = []
  for (const member of pushed.flat()) {
    if (typeof member === 'number') ids.push(member)
    if (typeof member !== 'function') continue
    for (const id of ids) modules.set(id, String(member))
    ids = []
  }
  return modules
}

/**
 * Reads what a module imports when it runs: `i` and `r` of what the runtime gives it (`R`: as a value), and `S`, which exports on.
 * What it fetches later (`A`, `l`) is not among it.
 * @param {string} source of what makes the module
 * @returns {Set<number>} ids of modules
 */
export function readImports(source) {
  const runtime = /^\(?([\w$]+)/.exec(source)?.[1] ?? ''
  const of = `(?<![\\w$.])${runtime.replaceAll('$', '\\$')}`
  const ids = [...source.matchAll(new RegExp(`${of}\\.[irR]\\((\\d+)\\)`, 'g'))].map(([, id]) => id)
  const onward = [...source.matchAll(new RegExp(`${of}\\.S\\(\\[([^\\]]*)\\]`, 'g'))].flatMap(
    ([, list = '']) => list.split(',').filter((member) => /^[1-9]\d*$/.test(member)),
  )
  // Modules that were merged into this one have ids of their own, under which it gives what they export.
  const merged = new Set([...source.matchAll(/\],(\d+)\)/g)].map(([, id]) => id))
  return new Set([...ids, ...onward].filter((id) => !merged.has(id)).map(Number))
}

/**
 * Finds the entry among the scripts that every page loads.
 * @param {ReadonlyMap<string, string>} scripts their sources by path
 * @returns {EarlyEntry}
 * @throws Error where the bundler makes its scripts in another way
 */
export function findEarlyEntry(scripts) {
  const runtime = [...scripts.keys()].find((path) => /\/turbopack-[^/]*$/.test(path))
  const chunks = [...scripts]
    .filter(([path]) => path !== runtime)
    .map(([path, source]) => ({ path, modules: readModules(source) }))
  const holderOf = (/** @type {number} */ id) => chunks.find(({ modules }) => modules.has(id))
  const marked = chunks.flatMap(({ modules }) => [...modules]).filter(([, source]) => source.includes(MARK))
  const moduleId = marked[0]?.[0]
  if (runtime === undefined || moduleId === undefined || marked.length > 1)
    throw new Error('The bundle has no early entry, or several')
  const needed = new Set([moduleId])
  // A set goes on to what is added while it is gone through.
  for (const id of needed) {
    const source = holderOf(id)?.modules.get(id)
    if (source === undefined) throw new Error(`The early entry needs module ${id}, which no page loads first`)
    for (const imported of readImports(source)) needed.add(imported)
  }
  const paths = new Set([...needed].map((id) => holderOf(id)?.path ?? ''))
  return { moduleId, chunks: [...paths], runtime }
}

/**
 * Writes down the entry of a build for the server, which names it to the browser in each room's page.
 * @param {string} folder Next's
 */
export async function writeEarlyEntry(folder) {
  /** @type {{ rootMainFiles: string[] }} */
  const { rootMainFiles } = JSON.parse(await readFile(join(folder, 'build-manifest.json'), 'utf8'))
  const scripts = await Promise.all(
    rootMainFiles.map(
      async (path) => /** @type {const} */ ([path, await readFile(join(folder, path), 'utf8')]),
    ),
  )
  await writeFile(join(folder, 'early-entry.json'), JSON.stringify(findEarlyEntry(new Map(scripts))))
}
