import { parseArgs } from 'node:util'
import { ConfigurationError } from './configuration-error'

/** Where the TLS key and certificate (PEM) are, as our own scripts say; null: plain HTTP. */
export type TlsFiles = { readonly keyPath: string; readonly certPath: string } | null

/** Reads the command line. @throws ConfigurationError for anything but `--tls-key PATH --tls-cert PATH`, both or none */
export function parseArguments(args: readonly string[]): TlsFiles {
  const { 'tls-key': keyPath, 'tls-cert': certPath } = readOptions(args)
  if (keyPath === undefined && certPath === undefined) return null
  if (keyPath === undefined || certPath === undefined) {
    throw new ConfigurationError('--tls-key and --tls-cert: each needs the other')
  }
  return { keyPath, certPath }
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { 'tls-key': { type: 'string' }, 'tls-cert': { type: 'string' } },
    }).values
  } catch (error) {
    throw new ConfigurationError('The command line takes --tls-key PATH --tls-cert PATH and nothing else', {
      cause: error,
    })
  }
}
