import { fileURLToPath } from 'node:url'
import { type Browser, test as base } from '@playwright/test'
import { withInterfacesAlone } from '@/e2e/fixtures/chromium-arguments'
import type { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { installFrameLog } from '@/e2e/fixtures/frame-log'
import { installMediaProbe } from '@/e2e/fixtures/media-probe'
import { Person } from '@/e2e/pages/person'
import { findLabObstacle } from './find-lab-obstacle'
import type { Host } from './host'
import { FULL_ICE_ENVIRONMENT, Lab } from './lab'

const IN_NAMESPACE = fileURLToPath(new URL('in-namespace.sh', import.meta.url))

interface WorkerFixtures {
  /** Null where this machine cannot have one. */
  readonly labOrObstacle: Lab | string
}
interface Fixtures {
  readonly lab: Lab
  /** A room name of this test alone. */
  readonly room: string
  /** Settings of the server that people visit. */
  readonly serverEnvironment: Readonly<Record<string, string>>
  readonly server: EarshotServer
  /** Whether people's browsers trust the authority that signed coturn's certificate. */
  readonly isAuthorityTrusted: boolean
  /** Opens a person's browser on a machine of the lab. */
  readonly newPersonOn: (host: Host, name: string) => Promise<Person>
}

/**
 * Tests in the lab. They are skipped where there can be none, but not in CI as root on Linux: what is skipped there is skipped
 * everywhere, for ever.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  labOrObstacle: [
    async ({ browserName }, use) => {
      const obstacle = browserName === 'chromium' ? findLabObstacle() : 'the lab drives Chromium alone'
      if (obstacle !== null) {
        await use(obstacle)
        return
      }
      const lab = await Lab.open()
      await use(lab)
      await lab.close()
    },
    { scope: 'worker' },
  ],
  lab: async ({ labOrObstacle }, use, testInfo) => {
    if (typeof labOrObstacle === 'string') {
      if (mustRun()) throw new Error(labOrObstacle)
      testInfo.skip(true, labOrObstacle)
      return
    }
    await use(labOrObstacle)
    await labOrObstacle.clear()
  },
  room: async ({ browserName }, use, { testId }) => {
    await use(`${browserName}-${testId}`.toLowerCase())
  },
  serverEnvironment: [{ ...FULL_ICE_ENVIRONMENT }, { option: true }],
  server: async ({ lab, serverEnvironment }, use) => {
    await use(await lab.serverWith(serverEnvironment))
  },
  isAuthorityTrusted: [true, { option: true }],
  newPersonOn: async ({ playwright, launchOptions, lab, server, isAuthorityTrusted }, use) => {
    const browsers: Browser[] = []
    await use(async (host, name) => {
      const browser = await playwright.chromium.launch({
        executablePath: IN_NAMESPACE,
        args: [
          ...withInterfacesAlone(launchOptions.args ?? []),
          `--unsafely-treat-insecure-origin-as-secure=${server.origin}`,
        ],
        env: {
          PATH: process.env.PATH ?? '',
          HOME: isAuthorityTrusted ? lab.home : lab.directory,
          TMPDIR: lab.directory,
          EARSHOT_LAB_NAMESPACE: host.namespace.name,
          EARSHOT_LAB_CHROMIUM: launchOptions.executablePath ?? playwright.chromium.executablePath(),
        },
      })
      browsers.push(browser)
      const context = await browser.newContext({
        baseURL: server.origin,
        permissions: ['camera', 'microphone'],
        locale: 'en-GB',
      })
      await context.addInitScript(installMediaProbe)
      await context.addInitScript(installFrameLog)
      return new Person(await context.newPage(), name)
    })
    await Promise.all(browsers.map((browser) => browser.close()))
  },
})

function mustRun(): boolean {
  return Boolean(process.env.CI) && process.platform === 'linux' && process.getuid?.() === 0
}
