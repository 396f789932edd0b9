import { fileURLToPath } from 'node:url'

/**
 * The absolute path of a file of this project, whatever the working directory.
 * @param {...string} segments
 */
export function fromRoot(...segments) {
  return fileURLToPath(new URL(segments.join('/'), new URL('../../', import.meta.url)))
}
