import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/protocol/limits'
import { FakePeerConnection } from '@/lib/testing/fake-peer-connection'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import { FakePath } from '@/lib/testing/peer-fake-path'
import { ControlChannel, parseLinkMessage } from './control-channel'

function createChannel() {
  const clock = new FakeClock()
  const connection = new FakePeerConnection({ clock, path: new FakePath(clock) })
  const seen: string[] = []
  const channel = new ControlChannel({
    connection,
    signal: new AbortController().signal,
    onOpen: () => seen.push('open'),
    onClose: () => seen.push('close'),
    onMessage: ({ kind }) => seen.push(kind),
    onRefused: () => seen.push('refused'),
    onArrival: () => seen.push('arrival'),
  })
  const messages = connection.channel(0)
  const pulse = connection.channel(1)
  if (messages === undefined || pulse === undefined) throw new Error('no channels')
  return { channel, messages, pulse, seen }
}

test.each([
  ['binary', new ArrayBuffer(4)],
  ['no JSON', '{'],
  ['another shape', '{"kind":"offer"}'],
  [
    'an unknown type of description',
    '{"kind":"description","offerSequence":1,"description":{"type":"rollback","sdp":"v=0"}}',
  ],
  ['too long', JSON.stringify({ kind: 'bye', padding: 'x'.repeat(LIMITS.linkPayloadLength) })],
])('%s is refused', (_, data) => {
  expect(parseLinkMessage(data)).toBeNull()
})

test('what is refused still shows that the path lives', () => {
  const { messages, seen } = createChannel()
  messages.open()
  messages.receive('{}')
  messages.receive('{"kind":"bye"}')
  expect(seen).toEqual(['open', 'arrival', 'refused', 'arrival', 'bye'])
})

test('a message is taken only while the channel is open and gets rid of what it has', () => {
  const { channel, messages } = createChannel()
  expect(channel.send({ kind: 'bye' })).toBe(false)
  messages.open()
  expect(channel.send({ kind: 'bye' })).toBe(true)
  messages.bufferedAmount = 256_000
  expect(channel.send({ kind: 'bye' })).toBe(false)
  messages.bufferedAmount = 0
  messages.readyState = 'closing'
  expect(channel.send({ kind: 'bye' })).toBe(false)
})

test('pulses do not pile up', () => {
  const { channel, pulse } = createChannel()
  channel.sendPulse()
  expect(pulse.bufferedAmount).toBe(0)
  pulse.open()
  pulse.bufferedAmount = 1
  channel.sendPulse()
  expect(pulse.bufferedAmount).toBe(1)
})
