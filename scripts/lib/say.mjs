import { endWithNpm } from './parent.mjs'

/**
 * Tells what a step is doing, and how long it took when that was long enough to notice.
 * @template T
 * @param {string} text
 * @param {() => Promise<T>} step
 * @returns {Promise<T>}
 */
export async function saying(text, step) {
  const startedMs = performance.now()
  console.log(`${text} …`)
  const result = await step()
  const seconds = (performance.now() - startedMs) / 1000
  if (seconds >= 2) console.log(`  done in ${seconds.toFixed(0)} s`)
  return result
}

/**
 * Runs a script's main function: an error ends it with one readable message and exit code 1, without a stack. Ends with
 * the npm that runs it.
 * @param {() => Promise<number | undefined>} main - resolves with the exit code; undefined where something goes on running
 */
export async function runMain(main) {
  endWithNpm()
  try {
    const exitCode = await main()
    if (exitCode !== undefined) process.exitCode = exitCode
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
