import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError } from './configuration-error'

const FILE_NAME = 'secret'
const SECRET_BYTES = 32

/**
 * Gives the secret that signs session tokens: the operator's, or one made once and kept in the data directory
 * (mode 600), so that a restart knows its people.
 * @throws ConfigurationError where the directory cannot be used or the file holds no secret
 */
export async function loadSecret(options: {
  readonly secret: string | undefined
  readonly dataDirectory: string
}): Promise<string> {
  if (options.secret !== undefined) return options.secret
  try {
    return await readOrMake(options.dataDirectory)
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    throw new ConfigurationError(
      'DATA_DIR: no secret can be kept there; make it writable or set EARSHOT_SECRET',
      {
        cause: error,
      },
    )
  }
}

async function readOrMake(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, FILE_NAME)
  const draft = `${path}.${process.pid}`
  // A link appears whole or not at all, and never replaces: of two servers that start at once both read the first one's.
  await writeFile(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600 })
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  await chmod(path, 0o600)
  const secret = (await readFile(path, 'utf8')).trim()
  if (secret.length < SECRET_BYTES) {
    throw new ConfigurationError(
      'DATA_DIR: its file "secret" holds no secret; remove the file to make a new one',
    )
  }
  return secret
}
