import type { Page } from 'playwright-core'
import { openCaller } from './measure-calls'
import type { Place, ServerKind } from './place'

/** Two in a call who see each other. */
async function openCall(place: Place, kind: ServerKind, address: string): Promise<readonly [Page, Page]> {
  const caller = await openCaller(place, kind, address)
  const other = await place.openPage('answerer', kind)
  await other.goto(address.replace('?', '?name=Bo&join=1&'))
  for (const page of [caller, other]) {
    // The links are past their beginning: what is kept for a recovery is there.
    await page.waitForFunction(() => window.setupMarks.frames.length > 60)
  }
  return [caller, other]
}

/**
 * From the moment at which the machine of one gets another address to the first frame after the pause at the other, in milliseconds.
 */
export async function measurePathChange(place: Place, kind: ServerKind, address: string): Promise<number> {
  if (place.changePath === null) throw new Error('The path cannot be changed here')
  const [caller, other] = await openCall(place, kind, address)
  const changedAt = Date.now()
  await place.changePath()
  const resumed = await caller.waitForFunction(
    (since) => {
      const { frames } = window.setupMarks
      return frames.find((at, index) => at > since && at - (frames[index - 1] ?? at) > 400) ?? false
    },
    changedAt,
    { timeout: 60_000 },
  )
  const resumedAt = Number(await resumed.jsonValue())
  await Promise.all([caller, other].map((page) => page.context().close()))
  return resumedAt - changedAt
}

/**
 * From the moment at which a server that was killed listens again to that at which the last of two is back, by whichever transport, in
 * milliseconds.
 */
export async function measureServerRestart(place: Place, kind: ServerKind, address: string): Promise<number> {
  const pages = await openCall(place, kind, address)
  const banners = pages.map((page) => page.locator('[data-code="signaling-offline"]'))
  const server = place.servers[kind]
  await server.kill()
  await Promise.all(banners.map((banner) => banner.waitFor({ state: 'attached' })))
  await server.launch()
  const listeningAt = performance.now()
  await Promise.all(banners.map((banner) => banner.waitFor({ state: 'detached' })))
  const backMs = performance.now() - listeningAt
  await Promise.all(pages.map((page) => page.context().close()))
  return backMs
}
