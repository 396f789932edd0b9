/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  // The custom server sets every security header; see lib/server/ops/security-headers.ts.
  productionBrowserSourceMaps: false,
}
