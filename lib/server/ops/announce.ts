import { networkInterfaces } from 'node:os'
import { renderUnicodeCompact } from 'uqr'

/** @returns this machine's IPv4 addresses as its local network knows them. */
export function listNetworkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
}

/**
 * Writes what the terminal shows once the server listens: where to open it here and from the local network.
 * A phone's camera needs a secure origin, so over TLS the first network address is also a QR code.
 * @param options.host the one host that it listens on; undefined: all of them
 */
export function createAnnouncement(options: {
  readonly isTls: boolean
  readonly host: string | undefined
  readonly port: number
  readonly networkAddresses: readonly string[]
}): string {
  const { isTls, host, port, networkAddresses } = options
  const toUrl = (name: string) =>
    `${isTls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`
  const isEverywhere = host === undefined || host === '0.0.0.0' || host === '::'
  const networkUrls = isEverywhere ? networkAddresses.map(toUrl) : []
  const [firstNetworkUrl] = networkUrls
  return [
    '',
    'Earshot is ready',
    `  Open             ${toUrl(isEverywhere ? 'localhost' : host)}`,
    ...networkUrls.map((url) => `  On your network  ${url}`),
    ...(firstNetworkUrl === undefined ? [] : networkHint(isTls, firstNetworkUrl)),
    '',
  ].join('\n')
}

function networkHint(isTls: boolean, url: string): string[] {
  return isTls
    ? ['', renderUnicodeCompact(url)]
    : ['  Other devices need https for camera and microphone: npm start -- --https']
}
