import { expect } from '@playwright/test'
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

test('P3 P4 sends nothing before the click, and pictures over the same connection after it', async ({
  newPerson,
  room,
}) => {
  const [ann, bo] = [await newPerson('Ann'), await newPerson('Bo')]
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.enterLobby(room)
  await expect(bo.answerButton('Ann')).toBeVisible()
  const prepared = { connected: 1, packetsSent: 0 }
  await expect.poll(() => readLinks(ann)).toEqual(prepared)
  await expect.poll(() => readLinks(bo)).toEqual(prepared)
  await expect(ann.tile('Bo')).toHaveCount(0)
  await expect(ann.page.getByTestId('remote-video')).toHaveCount(0)

  await bo.answer('Ann')
  await Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')])
  for (const person of [ann, bo]) {
    const { connected, packetsSent } = await readLinks(person)
    expect(connected).toBe(1)
    expect(packetsSent).toBeGreaterThan(0)
  }
})
