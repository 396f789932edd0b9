import { expect } from '@playwright/test'
import type { LinkPath } from '@/e2e/fixtures/link-path'
import { printFigure } from '@/e2e/fixtures/print-figure'
import { WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/lab/lab-test'
import { readMappedAddresses } from '@/e2e/lab/mapped-addresses'
import { NAT_KINDS, type NatKind } from '@/e2e/lab/nat-rules'
import { expectVoices } from '@/e2e/pages/start-call'

// Filming the pages takes a third of the machine, and here times are measured.
test.use({ trace: 'off' })

/** Direct ways are found first, but the browser may begin on another one that was ready earlier. */
const SETTLE_TIMEOUT_MS = 10_000

/** Each kind with itself and with each kind after it. */
const PAIRS = NAT_KINDS.flatMap((one, index) => NAT_KINDS.slice(index).map((other) => [one, other] as const))

/**
 * Whether media can only pass by a relay: a blocked side gets nothing out but TCP, and a symmetric one cannot be aimed at by anybody
 * who lets in nothing but answers.
 */
function needsRelay(one: NatKind, other: NatKind): boolean {
  const kinds = [one, other]
  if (kinds.includes('udp-blocked')) return true
  return kinds.includes('symmetric') && !kinds.includes('public')
}

test('the routers of the lab do what their kinds say', async ({ lab }) => {
  const addressesBehind = async (kind: NatKind) => {
    const host = await lab.newHost(await lab.newRouter(kind))
    return readMappedAddresses(host.namespace)
  }
  const [open, cone, symmetric, blocked] = await Promise.all(NAT_KINDS.map(addressesBehind))
  expect(open?.[0]).toMatch(/^198\.51\.100\./)
  expect(open?.[1]).toBe(open?.[0])
  expect(cone?.[0]).toMatch(/^203\.0\.113\./)
  expect(cone?.[1]).toBe(cone?.[0])
  expect(symmetric?.[0]).toMatch(/^203\.0\.113\./)
  expect(symmetric?.[1]).toMatch(/^203\.0\.113\./)
  expect(symmetric?.[1]).not.toBe(symmetric?.[0])
  expect(blocked).toEqual([null, null])
})

for (const [kindOfAnn, kindOfBo] of PAIRS) {
  const isRelayed = needsRelay(kindOfAnn, kindOfBo)
  const way = isRelayed ? 'by relay' : 'directly'
  // Where one of them has no router in the way the path is the least of it: voices show it, beside the tests that need the machine.
  const isEasy = kindOfAnn === 'public' && !isRelayed
  const title = `${kindOfAnn} and ${kindOfBo} ${isEasy ? '' : 'see and '}hear each other ${way}`
  test(title, isEasy ? WAITING : {}, async ({ lab, newPersonOn, room }) => {
    const ann = await newPersonOn(await lab.newHost(await lab.newRouter(kindOfAnn)), 'Ann')
    const bo = await newPersonOn(await lab.newHost(await lab.newRouter(kindOfBo)), 'Bo')
    const query: Record<string, string> = isEasy ? { camera: '0' } : {}
    await ann.enterLobby(room, query)
    await ann.call()
    await bo.enterLobby(room, query)
    const answeredAt = await bo.clickAnswer('Ann')
    await (isEasy ? expectVoices(ann, bo) : Promise.all([ann.expectCallWith('Bo'), bo.expectCallWith('Ann')]))

    const paths = async () => ({ ann: await ann.linkPath('Bo'), bo: await bo.linkPath('Ann') })
    await expect
      .poll(async () => Object.values(await paths()).map(isPathRelayed), { timeout: SETTLE_TIMEOUT_MS })
      .toEqual([isRelayed, isRelayed])
    const { ann: atAnn, bo: atBo } = await paths()
    if (atAnn === null || atBo === null) throw new Error('The path is gone')
    expectRelayProtocol(kindOfAnn, atAnn)
    expectRelayProtocol(kindOfBo, atBo)
    const connectedMs = Math.round(Math.max(atAnn.connectedAt, atBo.connectedAt) - answeredAt)
    printFigure(
      `${kindOfAnn} / ${kindOfBo}`,
      `${describePath(atAnn)} / ${describePath(atBo)}, connected ${connectedMs} ms after Answer`,
    )
  })
}

function isPathRelayed(path: LinkPath | null): boolean | null {
  return path && (path.local === 'relay' || path.remote === 'relay')
}

/** A side that cannot send UDP must be at its relay, by TCP or TLS; any other that is reaches it by UDP. */
function expectRelayProtocol(kind: NatKind, path: LinkPath): void {
  if (kind === 'udp-blocked') expect(['tcp', 'tls']).toContain(path.relayProtocol)
  else expect(path.relayProtocol).toBe(path.local === 'relay' ? 'udp' : null)
}

function describePath({ local, remote, relayProtocol }: LinkPath): string {
  return `${local}${relayProtocol === null ? '' : `(${relayProtocol})`} > ${remote}`
}
