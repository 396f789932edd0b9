import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATIC_PATH } from './pages'

/** What a call needs, for our own origin alone. */
const PERMITTED = [
  'autoplay',
  'camera',
  'display-capture',
  'fullscreen',
  'microphone',
  'picture-in-picture',
  'screen-wake-lock',
  'speaker-selection',
]

const DENIED = [
  'accelerometer',
  'browsing-topics',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

const PERMISSIONS_POLICY = [
  ...PERMITTED.map((feature) => `${feature}=(self)`),
  ...DENIED.map((feature) => `${feature}=()`),
].join(', ')

/** Where browsers report what the policy blocked. No room has this name: it has a slash. */
export const CSP_REPORT_PATH = '/reports/csp'
/** The name of that address in `Reporting-Endpoints` (Reporting API §3.2). */
const REPORT_GROUP = 'csp'

const TWO_YEARS_SECONDS = 2 * 365 * 24 * 60 * 60

/**
 * Makes the Content-Security-Policy (CSP level 3) of one response: our own origin, and scripts that carry its nonce.
 * Development adds what hot reload needs: evaluated code, its socket, and style elements without a nonce.
 */
export function createContentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    // WebAssembly is compiled from our own origin's files (connect-src) by scripts that had to be let in first.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob: mediastream:",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // The second for browsers without the first.
    `report-to ${REPORT_GROUP}`,
    `report-uri ${CSP_REPORT_PATH}`,
  ].join('; ')
}

/**
 * Sets the security headers of one response, and on the request the policy from which Next takes the nonce for its scripts.
 * @param options.isSecure whether the person's browser speaks TLS, to us or to a trusted proxy: only then HSTS has a meaning
 */
export function applySecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  options: { readonly isDevelopment: boolean; readonly isSecure: boolean },
): void {
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (options.isSecure) response.setHeader('Strict-Transport-Security', `max-age=${TWO_YEARS_SECONDS}`)
  // Scripts and styles are no documents: a policy on each of them is a kilobyte that nobody reads.
  if ((request.url ?? '').startsWith(STATIC_PATH)) return
  const policy = createContentSecurityPolicy(randomBytes(16).toString('base64'), options.isDevelopment)
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('Reporting-Endpoints', `${REPORT_GROUP}="${CSP_REPORT_PATH}"`)
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', PERMISSIONS_POLICY)
  response.setHeader('X-Frame-Options', 'DENY')
}
