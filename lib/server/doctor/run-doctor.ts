import { parseArgs } from 'node:util'
import { examine } from './examine'
import { formatReport, toExitCode } from './verdicts'

const TIMEOUT_MS = 5_000

/**
 * The operator's doctor: `npm run doctor -- [--json] [https://the.public.address]`, with the server's own environment.
 * @returns the exit code: 0 where nothing failed, 1 where something did
 */
export async function runDoctor(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [address] = positionals
  const lines = await examine({
    variables: process.env,
    publicUrl: address === undefined ? null : new URL(address),
    timeoutMs: TIMEOUT_MS,
    now: Date.now(),
  })
  const exitCode = toExitCode(lines)
  const report = values.json ? JSON.stringify({ exitCode, lines }, null, 2) : formatReport(lines)
  process.stdout.write(`${report}\n`)
  return exitCode
}
