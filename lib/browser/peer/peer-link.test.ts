import { expect, test } from 'vitest'
import { LinkPair } from '@/lib/testing/peer-link-pair'

test('two links connect', async () => {
  const pair = new LinkPair()
  await pair.connect()
  expect(pair.offerer.snapshot.state).toBe('connected')
  expect(pair.answerer.snapshot.state).toBe('connected')
})
