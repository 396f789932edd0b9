import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Commands of the lab take milliseconds; one that hangs must fail by name, not by the test's timeout. */
const COMMAND_TIMEOUT_MS = 20_000

/**
 * Runs a command to its end.
 * @param options.input what it reads from its standard input
 * @returns what it printed
 * @throws Error with the command and what it printed as an error, where it fails
 */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: { readonly input?: string; readonly timeoutMs?: number } = {},
): Promise<string> {
  const running = run(file, args, { timeout: options.timeoutMs ?? COMMAND_TIMEOUT_MS })
  running.child.stdin?.on('error', () => undefined)
  running.child.stdin?.end(options.input ?? '')
  return (await running).stdout
}
