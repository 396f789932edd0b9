import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { readLanguages } from './scripts/lib/languages.mjs'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    environment: 'node',
    // As next.config.js sets it.
    env: { LANGUAGES: JSON.stringify(readLanguages()) },
    // By itself Vitest leaves a core free, and half of what the server's tests do is wait.
    maxWorkers: 3,
    // How fast a busy machine is must decide nothing: what comes late has still come, and what never comes is found all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    include: ['{lib,components,scripts,app,bench}/**/*.test.{ts,tsx}', 'server.test.ts'],
  },
})
