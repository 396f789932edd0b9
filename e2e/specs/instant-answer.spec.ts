import { expect } from '@playwright/test'
import { installFrameLog } from '@/e2e/fixtures/frame-log'
import { test } from '@/e2e/fixtures/test'
import type { Person } from '@/e2e/pages/person'

/** Packets of sound and picture that a page has sent on all its connections, and how many of these are connected. */
async function readLinks({ page }: Person): Promise<{ connected: number; packetsSent: number }> {
  return page.evaluate(async () => {
    const connections = [...window.earshotProbe.connections]
    const reports = await Promise.all(connections.map((one) => one.getStats()))
    return {
      connected: connections.filter(({ connectionState }) => connectionState === 'connected').length,
      packetsSent: reports
        .flatMap((report) => [...report.values()])
        .reduce((sum, entry) => sum + (entry.type === 'outbound-rtp' ? (entry.packetsSent ?? 0) : 0), 0),
    }
  })
}

/** A call whose pictures do not come is taken for settled after a second. */
const PATIENCE_MS = 1_000

/** The scripts that a page has asked for between the press of Answer and the first picture on its screen. */
async function readScriptsBeforePicture({ page }: Person, answeredAt: number): Promise<string[]> {
  return page.evaluate(
    ({ answeredAt: from, patienceMs }) => {
      const shownAt = Math.min(...[...window.frameLog.values()].flat())
      return performance
        .getEntriesByType('resource')
        .map(({ name, startTime }) => ({ name, at: performance.timeOrigin + startTime }))
        .filter(
          ({ name, at }) => name.includes('.js') && at >= from && at < Math.min(shownAt, from + patienceMs),
        )
        .map(({ name }) => name)
    },
    { answeredAt, patienceMs: PATIENCE_MS },
  )
}

test('P3 P4 sends nothing before the click, and pictures over the same connection after it, which nothing else is fetched before', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  for (const { page } of [ann, bo]) await page.addInitScript(installFrameLog)
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.enterLobby(room)
  await expect(bo.answerButton('Ann')).toBeVisible()
  const prepared = { connected: 1, packetsSent: 0 }
  await expect.poll(() => readLinks(ann)).toEqual(prepared)
  await expect.poll(() => readLinks(bo)).toEqual(prepared)
  await expect(ann.tile('Bo')).toHaveCount(0)
  await expect(ann.page.getByTestId('remote-video')).toHaveCount(0)

  const answeredAt = await bo.clickAnswer('Ann')
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  for (const person of [ann, bo]) {
    const { connected, packetsSent } = await readLinks(person)
    expect(connected).toBe(1)
    expect(packetsSent).toBeGreaterThan(0)
    expect(await readScriptsBeforePicture(person, answeredAt)).toEqual([])
  }
})
