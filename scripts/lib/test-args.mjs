/**
 * Splits what stands after `npm test --`: `--only=unit` or `--only=e2e` is ours, everything else is Playwright's.
 * @param {string[]} args
 * @returns {{ only: 'unit' | 'e2e' | null, passedOn: string[] }}
 * @throws {Error} for a stage that does not exist, and for `--reporter`: the sums are read from ours
 */
export function parseTestArgs(args) {
  /** @type {'unit' | 'e2e' | null} */
  let only = null
  const passedOn = []
  for (const arg of args) {
    if (/^--reporter\b/.test(arg)) throw new Error('--reporter: use npx playwright test for another report')
    const [, stage] = /^--only=(.*)$/.exec(arg) ?? []
    if (stage === undefined) passedOn.push(arg)
    else if (stage === 'unit' || stage === 'e2e') only = stage
    else throw new Error(`--only=${stage}: there is "unit" and "e2e"`)
  }
  return { only, passedOn }
}
