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
    include: ['{lib,components,scripts,app,bench}/**/*.test.{ts,tsx}', 'server.test.ts'],
  },
})
