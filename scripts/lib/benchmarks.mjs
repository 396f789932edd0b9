const SUFFIX = '.bench.ts'

/** Takes a quarter of an hour, and is run when it is asked for. */
const BY_NAME_ALONE = ['soak.bench.ts']

/** Looks at browsers. */
const IN_BROWSERS = ['setup.bench.ts']

/**
 * The benchmark files to run.
 * @param {string[]} files - the names in bench/
 * @param {string | undefined} name - as the person gave it; undefined for all but the longest
 * @throws {Error} naming those there are, where there is none of that name
 */
export function chooseBenchmarks(files, name) {
  const all = files.filter((file) => file.endsWith(SUFFIX)).sort()
  const chosen =
    name === undefined
      ? all.filter((file) => !BY_NAME_ALONE.includes(file))
      : all.filter((file) => file === `${name}${SUFFIX}`)
  if (chosen.length > 0) return chosen
  const names = all.map((file) => file.slice(0, -SUFFIX.length)).join(', ') || 'none yet'
  throw new Error(`No benchmark${name ? ` "${name}"` : ''}. Benchmarks: ${names}`)
}

/**
 * Whether any of these benchmarks needs a browser.
 * @param {string[]} chosen - as `chooseBenchmarks` gave them
 */
export function needsBrowser(chosen) {
  return chosen.some((file) => IN_BROWSERS.includes(file))
}
