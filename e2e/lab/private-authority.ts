import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from './run-command'

/** Files in PEM. */
export interface Certificate {
  readonly chainPath: string
  readonly keyPath: string
}

/** Owns a certificate authority that nobody outside a lab knows. */
export class PrivateAuthority {
  readonly #directory: string
  readonly #own: Certificate

  private constructor(directory: string) {
    this.#directory = directory
    this.#own = { chainPath: join(directory, 'ca.pem'), keyPath: join(directory, 'ca.key') }
  }

  static async create(directory: string): Promise<PrivateAuthority> {
    const authority = new PrivateAuthority(directory)
    const { chainPath, keyPath } = authority.#own
    await openssl([
      ...newKey(keyPath),
      ...['-x509', '-days', '2', '-subj', '/CN=Earshot lab', '-out', chainPath],
      ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'],
    ])
    return authority
  }

  /** Signs a certificate for an address, as a server needs it. */
  async issue(name: string, address: string): Promise<Certificate> {
    const chainPath = join(this.#directory, `${name}.pem`)
    const keyPath = join(this.#directory, `${name}.key`)
    const requestPath = join(this.#directory, `${name}.csr`)
    const extensionsPath = join(this.#directory, `${name}.ext`)
    await openssl([...newKey(keyPath), '-subj', `/CN=${name}`, '-out', requestPath])
    await writeFile(extensionsPath, `subjectAltName=IP:${address}\nextendedKeyUsage=serverAuth\n`)
    await runCommand('openssl', [
      ...['x509', '-req', '-days', '2', '-in', requestPath, '-extfile', extensionsPath, '-out', chainPath],
      ...['-CA', this.#own.chainPath, '-CAkey', this.#own.keyPath, '-CAcreateserial'],
    ])
    return { chainPath, keyPath }
  }

  /** Makes browsers that run with this home directory believe the authority, as an administrator would. */
  async trustIn(home: string): Promise<void> {
    const database = join(home, '.pki', 'nssdb')
    await mkdir(database, { recursive: true })
    await runCommand('certutil', ['-N', '-d', `sql:${database}`, '--empty-password'])
    await runCommand('certutil', [
      ...['-A', '-d', `sql:${database}`, '-t', 'C,,', '-n', 'earshot-lab'],
      ...['-i', this.#own.chainPath],
    ])
  }
}

function openssl(args: readonly string[]): Promise<string> {
  return runCommand('openssl', ['req', ...args])
}

function newKey(path: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path]
}
