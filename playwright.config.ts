import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { findChromium } from '@/scripts/lib/browser.mjs'

/** Two browsers with live media fill two cores; each page decodes what the others send. */
const WORKERS = 1

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/browser',
  workers: WORKERS,
  // A test that passes only when tried again hides the race that it has found.
  retries: 0,
  timeout: 60_000,
  // Two cores carry the browsers, their encoders and the server: what comes late has still come.
  expect: { timeout: 15_000 },
  globalTimeout: 24 * 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    // Filming costs a third of two cores, which then shows as frozen pictures. `npm test -- --trace on` films all the same.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          executablePath: findChromium() ?? undefined,
          args: [...CHROMIUM_ARGUMENTS],
        },
      },
    },
  ],
})
