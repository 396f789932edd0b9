import type { Page } from '@playwright/test'
import { test as base } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'
import { createRoomKey, toKeyFragment } from '@/lib/browser/sealing/room-key'
import { HostileProxy } from './hostile-proxy'
import { installMallory } from './mallory-page'

/** Somebody whose browser speaks to the proxy. */
export interface Victim {
  readonly person: Person
  readonly proxy: HostileProxy
}

interface Fixtures {
  /** Another room's key. */
  readonly roomKey: string
  /** The room with its key, as it stands in a link. */
  readonly keyedRoom: string
  readonly newVictim: (name: string) => Promise<Victim>
  /** A page of nobody's, for whoever wants to be in the middle. */
  readonly malloryPage: Page
}

/** Tests in which the server is not what it seems. */
export const test = base.extend<Fixtures>({
  roomKey: async ({ browserName: _ }, use) => use(createRoomKey()),
  keyedRoom: async ({ room, roomKey }, use) => use(`${room}${toKeyFragment(roomKey)}`),
  newVictim: async ({ newPerson, server }, use) => {
    const proxies: HostileProxy[] = []
    await use(async (name) => {
      const proxy = await HostileProxy.start(server.origin)
      proxies.push(proxy)
      return { person: await newPerson(name, proxy), proxy }
    })
    await Promise.all(proxies.map((proxy) => proxy.close()))
  },
  malloryPage: async ({ browser }, use) => {
    const context = await browser.newContext()
    await context.addInitScript(installMallory)
    const page = await context.newPage()
    await page.goto('about:blank')
    await use(page)
    await context.close()
  },
})
