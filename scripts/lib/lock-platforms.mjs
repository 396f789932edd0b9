const OPERATING_SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/**
 * Completes a package lock (v3) by the platform packages that the registry it was made with does not serve, so that
 * `npm ci` accepts it everywhere: npm refuses a lock that lacks one of them, even where it would never be installed.
 * Their versions are those their parents ask for; their hashes are unknown here, so npm takes the registry's.
 * @param {Record<string, LockedPackage>} packages - the lock's `packages`
 * @returns {Record<string, LockedPackage>} the same with the missing entries added, ordered as npm orders them
 *
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[],
 *   optionalDependencies?: Record<string, string> }} LockedPackage
 */
export function completePlatforms(packages) {
  /** @type {Record<string, LockedPackage>} */
  const completed = { ...packages }
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isExactVersion(version) && !isLocked(packages, path, name)) {
        completed[`node_modules/${name}`] = {
          version,
          ...platformOf(name),
          ...(entry.dev ? { dev: true } : {}),
          optional: true,
        }
      }
    }
  }
  return Object.fromEntries(Object.entries(completed).sort(([a], [b]) => a.localeCompare(b, 'en')))
}

/**
 * The platform that a package is for, by the words of its name.
 * @param {string} name - such as `@scope/binding-linux-arm-musleabihf`
 * @returns {Pick<LockedPackage, 'os' | 'cpu' | 'libc'>}
 */
export function platformOf(name) {
  const words = name.split(/[^a-z0-9]/)
  const os = OPERATING_SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) }
}

/** @param {string} version */
function isExactVersion(version) {
  return /^\d+\.\d+\.\d+/.test(version)
}

/**
 * Whether `name` resolves from `path` in the lock, by Node's rule: nearest node_modules first.
 * @param {Record<string, LockedPackage>} packages
 * @param {string} path
 * @param {string} name
 */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}
