import { existsSync, readFileSync } from 'node:fs'
import { preload } from 'react-dom'
import * as z from 'zod/mini'

/** Paths of scripts under `/_next/`, as the build names them. */
const ScriptPath = z.string().check(z.regex(/^static\/chunks\/[\w.~-]+\.js$/))

const EarlyEntry = z.object({ moduleId: z.number(), chunks: z.array(ScriptPath), runtime: ScriptPath })
type EarlyEntry = z.infer<typeof EarlyEntry>

/** Servers run where their build is. */
const FILE = '.next/early-entry.json'

/**
 * What begins a stay before Next and React have come (scripts/lib/early-entry.mjs); null where the build has none, and in development,
 * whose bundle has other scripts with each change.
 */
const EARLY_ENTRY: EarlyEntry | null =
  process.env.NODE_ENV === 'production' && existsSync(FILE)
    ? EarlyEntry.parse(JSON.parse(readFileSync(FILE, 'utf8')))
    : null

/** In the form of Next's own entries. Without quotes, which React would escape. */
function toPush({ moduleId, chunks }: EarlyEntry): string {
  const paths = chunks.map((path) => `\`${path}\``).join(', ')
  return `(globalThis.TURBOPACK ??= []).push({ otherChunks: [${paths}], runtimeModuleIds: [${moduleId}] })`
}

/** Has the browser fetch the entry's scripts before all others, and the bundle run its module as soon as they are there. */
export function EarlyEntryScript({ nonce }: { nonce: string | undefined }) {
  if (EARLY_ENTRY === null) return null
  for (const path of [EARLY_ENTRY.runtime, ...EARLY_ENTRY.chunks])
    preload(`/_next/${path}`, {
      as: 'script',
      fetchPriority: 'high',
      ...(nonce === undefined ? {} : { nonce }),
    })
  return (
    <script type="module" async nonce={nonce} suppressHydrationWarning>
      {toPush(EARLY_ENTRY)}
    </script>
  )
}
