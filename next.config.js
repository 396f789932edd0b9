import { readLanguages } from './scripts/lib/languages.mjs'
import { SCHEMA_LIBRARY } from './scripts/lib/schema-library.mjs'

const isBuilding = process.env.NODE_ENV === 'production'

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  env: { LANGUAGES: JSON.stringify(readLanguages()) },
  reactStrictMode: true,
  // The custom server sets every security header; see lib/server/ops/security-headers.ts.
  productionBrowserSourceMaps: false,
  // `npm run check` owns the types, tests included; a first `npm start` must not wait for that, nor fail by a test's.
  typescript: { ignoreBuildErrors: true },
  // Over the six connections that HTTP/1.1 has, each small file more is a round trip more.
  experimental: { turbopackChunking: { minChunkSize: 300_000, maxMergeChunkSize: 100_000 } },
  turbopack: {
    resolveAlias: isBuilding
      ? {
          'zod/mini': `./${SCHEMA_LIBRARY}`,
          // Of engine.io-client, where nobody else asks for a module of this name.
          './webtransport.js': './scripts/lib/no-web-transport.mjs',
        }
      : {},
  },
}
