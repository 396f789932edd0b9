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
  const moduleId = chunks
    .flatMap(({ modules }) => [...modules])
    .find(([, source]) => source.includes(MARK))?.[0]
  if (runtime === undefined || moduleId === undefined) throw new Error('The bundle has no early entry')
  const needed = new Set([moduleId])
  // A set goes on to what is added while it is gone through.
  for (const id of needed) {
    const source = holderOf(id)?.modules.get(id)
    if (source === undefined) throw new Error(`The early entry needs module ${id}, which no page loads first`)
    // Modules that were merged into this one have ids of their own, under which it gives what they export.
    const merged = new Set([...source.matchAll(/\],(\d+)\)/g)].map(([, own]) => Number(own)))
    for (const [, imported] of source.matchAll(/\.[ir]\((\d+)\)/g))
      if (!merged.has(Number(imported))) needed.add(Number(imported))
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
