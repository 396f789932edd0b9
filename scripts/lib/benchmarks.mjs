const SUFFIX = '.bench.ts'

/**
 * The benchmark files to run.
 * @param {string[]} files - the names in bench/
 * @param {string | undefined} name - as the person gave it; undefined for all
 * @throws {Error} naming those there are, where there is none of that name
 */
export function chooseBenchmarks(files, name) {
  const all = files.filter((file) => file.endsWith(SUFFIX)).sort()
  const chosen = name === undefined ? all : all.filter((file) => file === `${name}${SUFFIX}`)
  if (chosen.length > 0) return chosen
  const names = all.map((file) => file.slice(0, -SUFFIX.length)).join(', ') || 'none yet'
  throw new Error(`No benchmark${name ? ` "${name}"` : ''}. Benchmarks: ${names}`)
}
