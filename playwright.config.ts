import { defineConfig } from '@playwright/test'
import { CAMERA_ARGUMENT, CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { findChromium } from '@/scripts/lib/browser.mjs'

/** What `WAITING` and `IDLE` of e2e/fixtures/test.ts mark. */
const WAITING_TAG = /@waiting/
const IDLE_TAG = /@idle/

/** Half as many frames as the fake camera gives by itself: encoding and decoding them is most of what the tests take. */
const SLOW_CAMERA_ARGUMENT = `${CAMERA_ARGUMENT}=fps=10`

const CHROMIUM = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: findChromium() ?? undefined,
    args: CHROMIUM_ARGUMENTS.map((one) => (one === CAMERA_ARGUMENT ? SLOW_CAMERA_ARGUMENT : one)),
  },
}

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results/browser',
  workers: 3,
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
    // Two browsers with live media fill two cores, since each page decodes what the others send: one such test at a time.
    { name: 'chromium', grepInvert: [WAITING_TAG, IDLE_TAG], workers: 1, use: CHROMIUM },
    // Beside them, those that mostly wait and show no moving picture: for a voice, for a link that cannot come up to be given up.
    { name: 'waiting', grep: WAITING_TAG, workers: 1, use: CHROMIUM },
    // And those that wait for a laptop to wake, or for credentials to end.
    { name: 'idle', grep: IDLE_TAG, workers: 1, use: CHROMIUM },
  ],
})
