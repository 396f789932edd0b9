import { beforeEach, describe, expect, it } from 'vitest'
import { createRandomId, type ParticipantId } from '@/lib/protocol/ids'
import type { WordsMessage } from '@/lib/protocol/words'
import { FakeClock } from '@/lib/testing/peer-fake-clock'
import type { ChatLog } from './chat-log'
import { ChatRoom } from './chat-room'

const EPOCH_MS = 1_800_000_000_000

/** A call of several pages whose links a test cuts: what is sent over a cut one is lost. */
class Call {
  readonly clock = new FakeClock()
  readonly members: Member[] = []
  readonly cut = new Set<string>()

  join(name: string): Member {
    const member = new Member(this, name)
    this.members.push(member)
    for (const other of this.members) {
      if (other === member) continue
      other.room.handleLinked(member.id)
      member.room.handleLinked(other.id)
    }
    return member
  }

  setCut(a: Member, b: Member, isCut: boolean): void {
    for (const way of [a.id + b.id, b.id + a.id]) {
      if (isCut) this.cut.add(way)
      else this.cut.delete(way)
    }
  }

  deliver(from: Member, to: ParticipantId, message: WordsMessage): void {
    if (this.cut.has(from.id + to)) return
    const member = this.members.find(({ id }) => id === to)
    this.clock.setTimeout(() => member?.room.receive(from.id, message), 20)
  }
}

class Member {
  readonly id = createRandomId()
  readonly name: string
  readonly sent: WordsMessage[] = []
  readonly room: ChatRoom
  log: ChatLog = []
  missing: ReadonlyMap<string, readonly string[]> = new Map()

  constructor(call: Call, name: string) {
    this.name = name
    this.room = new ChatRoom({
      selfId: this.id,
      clock: call.clock,
      epochMs: () => EPOCH_MS + call.clock.now(),
      peers: () => {
        const place = call.members.indexOf(this)
        return call.members.flatMap(({ id }, index) =>
          id === this.id ? [] : [{ participantId: id, wasHereBefore: index < place }],
        )
      },
      nameOf: (id) => call.members.find((member) => member.id === id)?.name ?? '',
      send: (to, message) => {
        this.sent.push(message)
        call.deliver(this, to, message)
      },
      onChange: (log, missing) => {
        this.log = log
        this.missing = missing
      },
    })
  }

  get texts(): string[] {
    return this.log.map(({ text }) => text)
  }

  count(kind: WordsMessage['kind']): number {
    return this.sent.filter((message) => message.kind === kind).length
  }
}

describe('ChatRoom', () => {
  let call: Call

  beforeEach(() => {
    call = new Call()
  })

  it('C2, C3: says a text to everybody once, and not again once they have it', async () => {
    const [ann, bob, cid] = [call.join('Ann'), call.join('Bob'), call.join('Cid')]
    expect(ann.room.post('hello')).toBeNull()
    await call.clock.advance(120_000)
    expect([ann, bob, cid].map(({ texts }) => texts)).toEqual([['hello'], ['hello'], ['hello']])
    expect(bob.log[0]).toMatchObject({ author: ann.id, name: 'Ann', toldBy: null })
    expect(ann.count('chat')).toBe(2)
    expect(call.clock.pendingTimers).toBe(0)
  })

  it('C3: says it again to who has not acknowledged it, says so, and shows it there once', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    await call.clock.advance(5_000)
    call.setCut(ann, bob, true)
    ann.room.post('are you there?')
    await call.clock.advance(4_000)
    expect([...ann.missing.values()]).toEqual([[bob.id]])
    call.setCut(ann, bob, false)
    ann.room.handleLinked(bob.id)
    ann.room.handleLinked(bob.id)
    await call.clock.advance(1_000)
    expect(bob.texts).toEqual(['are you there?'])
    expect(ann.missing.size).toBe(0)
    expect(bob.count('chat-ack')).toBe(2)
  })

  it('C3: says nothing more to who is gone', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    call.setCut(ann, bob, true)
    ann.room.post('too late')
    await call.clock.advance(4_000)
    ann.room.retain(new Set())
    expect(ann.missing.size).toBe(0)
    const said = ann.count('chat')
    await call.clock.advance(120_000)
    expect(ann.count('chat')).toBe(said)
  })

  it('C4: two who write at once have one order', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    ann.room.post('from Ann')
    bob.room.post('from Bob')
    await call.clock.advance(100)
    ann.room.post('then')
    await call.clock.advance(100)
    expect(ann.texts).toHaveLength(3)
    expect(bob.texts).toEqual(ann.texts)
    expect(ann.texts.at(-1)).toBe('then')
  })

  it('C5: who comes later is told by the one who is there longest, once', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    for (let index = 0; index < 6; index += 1) (index % 2 ? ann : bob).room.post(`${index}`.repeat(3_000))
    await call.clock.advance(1_000)
    const cid = call.join('Cid')
    await call.clock.advance(60_000)
    expect(cid.texts).toEqual(ann.texts)
    expect(cid.log.find(({ author }) => author === bob.id)).toMatchObject({ name: 'Bob', toldBy: ann.id })
    expect(ann.count('chat-history')).toBeGreaterThan(1)
    expect(bob.sent.filter((message) => message.kind === 'chat-history')).toEqual([])
    expect(cid.count('chat-wanted')).toBe(1)
  })

  it('C5: where that one does not answer, the next is asked', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    ann.room.post('before')
    await call.clock.advance(1_000)
    const deliver = call.deliver.bind(call)
    call.deliver = (from, to, message) => {
      if (message.kind !== 'chat-wanted' || to !== ann.id) deliver(from, to, message)
    }
    const cid = call.join('Cid')
    await call.clock.advance(3_900)
    expect(cid.texts).toEqual([])
    await call.clock.advance(1_000)
    expect(cid.log).toMatchObject([{ text: 'before', toldBy: bob.id }])
  })

  it('C5: who was not asked tells nothing', () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    const record = { id: createRandomId(), author: bob.id, name: 'Bob', sentAt: EPOCH_MS, text: 'never said' }
    ann.room.receive(bob.id, { kind: 'chat-history', records: [record], isLast: true })
    expect(ann.texts).toEqual([])
  })

  it('C7: refuses what is too much, and who floods is not acknowledged', async () => {
    const [ann, bob] = [call.join('Ann'), call.join('Bob')]
    const refusals = Array.from({ length: 12 }, () => ann.room.post('spam'))
    expect(refusals.filter((refusal) => refusal === 'chat-too-fast')).toHaveLength(4)
    expect([ann.room.post(' \n'), ann.room.post('x'.repeat(4_001))]).toEqual(['chat-empty', 'chat-too-long'])
    for (let index = 0; index < 100; index += 1) {
      ann.room.receive(bob.id, {
        kind: 'chat',
        id: createRandomId(),
        sentAt: EPOCH_MS + index,
        text: 'flood',
      })
    }
    expect(ann.texts.filter((text) => text === 'flood').length).toBeLessThanOrEqual(40)
    expect(ann.count('chat-ack')).toBeLessThanOrEqual(40)
  })
})
