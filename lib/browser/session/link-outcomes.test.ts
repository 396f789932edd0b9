import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SESSION_TEST, SessionBench } from '@/lib/testing/session-bench'

describe('M4 what became of links', SESSION_TEST, () => {
  let bench: SessionBench

  beforeEach(async () => {
    bench = await SessionBench.open({ fragment: '' })
  })
  afterEach(() => bench.close())

  const figures = () =>
    bench.server.metrics.render({
      count: () => bench.server.store.count(),
      usage: () => bench.server.usage(),
      isReady: () => true,
    })

  it('is told once by each end, with nobody’s name', async () => {
    const [ann, bob] = [await bench.inCall('Ann'), await bench.inCall('Bob')]
    await bench.untilLinked(ann, bob)
    const reports = () => [ann, bob].map(({ wire }) => wire.countAsked('link:report'))
    await bench.until(() => reports().every((count) => count > 0))
    await bench.pass(5_000)
    expect(reports()).toEqual([1, 1])
    const text = await figures()
    expect(text).toContain('earshot_link_ends_connected_total{candidate_type="host"} 2')
    expect(text).toContain('earshot_link_setup_seconds_count 2')
    expect(text).not.toMatch(/Ann|Bob/)
  })
})
