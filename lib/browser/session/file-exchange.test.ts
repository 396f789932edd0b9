import { expect, it, vi } from 'vitest'
import { BulkChannel } from '@/lib/browser/peer/bulk-channel'
import type { FileView } from '@/lib/browser/store/file-state'
import { createRandomId } from '@/lib/protocol/ids'
import { FakePeerConnection } from '@/lib/testing/fake-peer-connection'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { FakePath } from '@/lib/testing/peer-fake-path'
import { FileExchange } from './file-exchange'

it('F4: takes an offer that comes on another link before that link is known to be up', {
  timeout: 20_000,
}, async () => {
  const clock = new FakeClock()
  const peer = createRandomId()
  let files: readonly FileView[] = []
  const createLink = () => {
    const connection = new FakePeerConnection({ clock, path: new FakePath(clock) })
    const { signal } = new AbortController()
    const bulk = new BulkChannel({ connection, signal, onArrival: () => undefined })
    const channel = connection.channel(3)
    if (channel === undefined) throw new Error('no channel for files')
    channel.open()
    return { channel, link: { files: bulk, getStats: () => connection.getStats() } }
  }
  let current = createLink()
  const exchange = new FileExchange({
    environment: { clock, storage: {}, createObjectUrl: () => 'blob:' },
    linkTo: () => current.link,
    onEvent: (event) => {
      if (event.type === 'files-changed') files = event.files
    },
    onRefused: () => undefined,
  })
  const offer = (name: string) =>
    JSON.stringify({ kind: 'file-offer', id: createRandomId(), name, size: 1, type: '' })

  current.channel.receive(offer('first'))
  exchange.handleLinked(peer)
  await vi.waitFor(async () => {
    // What is told follows the clock, what is fetched real time.
    await clock.advance(300)
    expect(files.map(({ name }) => name)).toEqual(['first'])
  }, 10_000)
  current = createLink()
  current.channel.receive(offer('second'))
  exchange.handleLinked(peer)
  await clock.advance(500)
  expect(files.map(({ name }) => name)).toEqual(['first', 'second'])
  exchange.close()
})
