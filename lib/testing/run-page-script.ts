import { runInNewContext } from 'node:vm'

/** Runs an inline script of a page where there is nothing but what the test gives it: no module, and no `process`. */
export function runPageScript(script: string, names: Readonly<Record<string, unknown>>): void {
  runInNewContext(script, { ...names })
}
