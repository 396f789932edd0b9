import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Metrics } from './metrics'

const PATH = fileURLToPath(new URL('../../../deploy/grafana/earshot.json', import.meta.url))

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
})

describe('the Grafana dashboard', () => {
  it('asks for figures that there are, by labels that they have, and leaves out none of ours', async () => {
    const metrics = new Metrics()
    metrics.watchProcess()
    metrics.noteRequest('room:join', 'ok')
    metrics.noteJoin('new')
    metrics.noteLimit('join')
    metrics.noteDrop('flood')
    metrics.noteLink({ kind: 'connected', candidateType: 'host', setupMs: 1 })
    metrics.noteLink({ kind: 'failed', verdict: 'unknown' })
    const text = await metrics.render({
      count: async () => ({ rooms: 0, participants: 0, offers: 0 }),
      usage: () => ({ connections: 0, unsentBytes: 0 }),
      isReady: () => true,
    })
    const names = new Set([...text.matchAll(/^([a-z_0-9]+)[{ ]/gm)].map(([, name]) => name))
    const labels = new Set([...text.matchAll(/[{,]([a-z_]+)="/g)].map(([, label]) => label))

    const { panels } = Dashboard.parse(JSON.parse(await readFile(PATH, 'utf8')))
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n')
    const asked = new Set(queries.match(/\b(?:earshot|nodejs|process)_[a-z_0-9]+/g))
    const grouped = [...queries.matchAll(/\bby \(([a-z_]+)\)/g)].map(([, label]) => label)
    expect([...asked].filter((name) => !names.has(name))).toEqual([])
    expect(grouped.filter((label) => !labels.has(label))).toEqual([])
    const ours = [...names].filter((name) => /^earshot_(?!.*_(?:sum|count)$)/.test(name ?? ''))
    expect(ours.filter((name) => name !== undefined && !asked.has(name))).toEqual([])
  })
})
