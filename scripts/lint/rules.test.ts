import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRoot } from '@/scripts/lib/root.mjs'

/** What must be refused: what it is, where, the text, and a part of the complaint. */
const REFUSED = [
  [
    'a type assertion',
    'lib/assertion.ts',
    'export const a = JSON.parse("1") as number',
    'A type assertion silences',
  ],
  ['any', 'lib/any.ts', 'export const a: any = 1', 'Unexpected any'],
  ['weak randomness', 'lib/random.ts', 'export const a = Math.random()', 'Math.random can be foretold'],
  ['a sleep', 'e2e/specs/a.spec.ts', 'page.waitForTimeout(5)', 'A sleep proves nothing'],
  ['a test left out', 'lib/skip.test.ts', 'it.skip("a", () => undefined)', 'disable tests'],
  ['console output', 'lib/console.ts', 'console.log(1)', 'console'],
  ['a file past 400 lines', 'lib/long.ts', 'void 0\n'.repeat(401), 'lines'],
  ['a climb between folders', 'lib/browser/peer/climb.ts', 'import "../media/b"', 'told apart by it'],
  ['protocol seeing more', 'lib/protocol/a.ts', 'import "@/lib/browser/store/b"', 'and nothing else'],
  ['media seeing links', 'lib/browser/media/a.ts', 'import "@/lib/browser/peer/b"', 'media owns devices'],
  ['peer seeing signaling', 'lib/browser/peer/a.ts', 'import "@/lib/browser/signaling/b"', 'peer never sees'],
  [
    'signaling seeing links',
    'lib/browser/signaling/a.ts',
    'import "@/lib/browser/peer/b"',
    'knows no WebRTC',
  ],
  ['the store seeing media', 'lib/browser/store/a.ts', 'import "@/lib/browser/media/b"', 'the store sees'],
  [
    'a component seeing a session',
    'components/call/a.tsx',
    'import "@/lib/browser/session/b"',
    'the store alone',
  ],
  ['rooms seeing sockets', 'lib/server/rooms/a.ts', 'import "@/lib/server/socket/b"', 'rooms are pure'],
  [
    'the server seeing the browser',
    'lib/server/socket/a.ts',
    'import "@/lib/browser/peer/b"',
    'protocol alone',
  ],
] as const

const ACCEPTED = [
  ['a constant assertion', 'lib/constant.ts', 'export const a = {\n  b: 1,\n} as const\n'],
  [
    'another name for an import',
    'lib/renamed.ts',
    "import { b as c } from './constant'\n\nexport const a = c\n",
  ],
] as const

describe('the linter', () => {
  let folder = ''
  let complaints: { path: string; message: string }[] = []

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'earshot-lint-'))
    for (const own of ['biome.json', '.gitignore', 'package.json', 'scripts/lint']) {
      cpSync(fromRoot(own), join(folder, own), {
        recursive: true,
        filter: (path) => !path.endsWith('.test.ts'),
      })
    }
    for (const [, path, text] of [...REFUSED, ...ACCEPTED]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { stdout } = spawnSync(
      fromRoot('node_modules', '.bin', 'biome'),
      ['lint', '--reporter=json', '--max-diagnostics=none', '.'],
      { cwd: folder, encoding: 'utf8' },
    )
    const report: { diagnostics: { message: string; location: { path: string } }[] } = JSON.parse(stdout)
    complaints = report.diagnostics.map(({ message, location }) => ({ path: location.path, message }))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const complaintsOf = (path: string) =>
    complaints.filter((complaint) => complaint.path === path).map(({ message }) => message)

  it.each(REFUSED)('refuses %s', (_, path, __, complaint) => {
    expect(complaintsOf(path).join('\n')).toContain(complaint)
  })

  it.each(ACCEPTED)('accepts %s', (_, path) => {
    expect(complaintsOf(path)).toEqual([])
  })
})
