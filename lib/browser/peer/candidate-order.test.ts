import { expect, test } from 'vitest'
import { type CandidateDisposition, candidateDisposition, usernameFragmentsOf } from './candidate-order'

const NONE = { current: new Set<string>(), past: new Set<string>() }
const SECOND = { current: new Set(['b']), past: new Set(['a']) }

test.each<[string, string | null, typeof NONE, CandidateDisposition]>([
  ['before any description', 'a', NONE, 'queue'],
  ['without a fragment, before any description', null, NONE, 'queue'],
  ['without a fragment', null, SECOND, 'add'],
  ['with an empty fragment', '', SECOND, 'add'],
  ['of the generation in force', 'b', SECOND, 'add'],
  ['of a generation to come', 'c', SECOND, 'queue'],
  ['of a generation that is over', 'a', SECOND, 'drop'],
])('a candidate %s', (_, fragment, generations, disposition) => {
  expect(candidateDisposition(fragment, generations)).toBe(disposition)
})

test('fragments are found in the session and in each media section', () => {
  const sdp =
    'v=0\r\na=ice-ufrag:s\r\nm=audio 9\r\na=ice-ufrag:x+/1\r\nm=video 9\r\na=ice-ufrag:y\r\na=ice-pwd:z\r\n'
  expect([...usernameFragmentsOf(sdp)]).toEqual(['s', 'x+/1', 'y'])
  expect([...usernameFragmentsOf('')]).toEqual([])
})
