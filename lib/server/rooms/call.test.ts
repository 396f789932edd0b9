import { describe, expect, it } from 'vitest'
import { by, NOW, RoomScript } from '@/lib/testing/room-script'

function scriptOfCall(): RoomScript {
  const script = new RoomScript()
  script.join('ann')
  script.join('bob')
  script.post('ann', 'ann-offer')
  script.answer('bob', 'ann-offer')
  return script
}

const signal = (script: RoomScript, to: string) =>
  script.run({ kind: 'signal-link', ...by('ann'), to, linkId: 'ann-offer', payload: 'payload' })

describe('link messages', () => {
  it('L4 reach the addressee alone, with the sender named by the server', () => {
    expect(signal(scriptOfCall(), 'bob').effects).toEqual([
      {
        kind: 'fact',
        to: { kind: 'participant', participantId: 'bob' },
        event: 'link:signal',
        fact: { from: 'ann', linkId: 'ann-offer', payload: 'payload' },
      },
    ])
  })

  it.each([
    { code: 'bad-request', to: 'ann', prepare: () => {} },
    { code: 'participant-unknown', to: 'nobody', prepare: () => {} },
    { code: 'participant-away', to: 'bob', prepare: (script: RoomScript) => script.disconnect('bob') },
    { code: 'not-in-call', to: 'cid', prepare: (script: RoomScript) => script.join('cid') },
    {
      code: 'not-in-call',
      to: 'bob',
      prepare: (script: RoomScript) => script.run({ kind: 'leave-call', ...by('ann') }),
    },
  ])('L5 are refused with $code to $to', ({ code, to, prepare }) => {
    const script = scriptOfCall()
    prepare(script)
    expect(signal(script, to)).toMatchObject({ effects: [], reply: { ok: false, code } })
  })
})

describe('leaving the call', () => {
  it('O10 withdraws the offer and goes back to the lobby; coming again has a new order', () => {
    const script = scriptOfCall()
    script.post('ann', 'ann-second')
    const { reply, effects } = script.run({ kind: 'leave-call', ...by('ann') })
    expect(reply).toEqual({ ok: true })
    expect(effects).toMatchObject([
      { event: 'offer:closed', fact: { offerId: 'ann-second', reason: 'withdrawn' } },
      { event: 'participant:updated', fact: { participant: { id: 'ann', callOrder: null } } },
    ])
    expect(script.post('ann', 'ann-third').reply).toMatchObject({ callOrder: NOW + 2 })
  })

  it('O10 from the lobby is granted and tells nobody', () => {
    const script = new RoomScript()
    script.join('ann')
    expect(script.run({ kind: 'leave-call', ...by('ann') })).toMatchObject({
      effects: [],
      reply: { ok: true },
    })
  })
})
