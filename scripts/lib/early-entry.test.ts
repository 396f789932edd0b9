import { describe, expect, it } from 'vitest'
import { findEarlyEntry, readImports, readModules } from './early-entry.mjs'

/** A script as Turbopack writes it. */
const toChunk = (modules: string) =>
  `(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push(["object"==typeof document?document.currentScript:void 0,${modules}]);`

const RUNTIME = 'static/chunks/turbopack-a.js'
const STAY = toChunk(
  '10,e=>{"use strict";var t=e.i(20),n=e.i(11);e.s(["x",0,5],11);e.A(40);document.querySelector("script[data-stay]")}',
)
const LIBRARY = toChunk('20,21,(e,t,n)=>{t.exports=e.r(30)},30,e=>{e.s(["y",0,1])}')
const REACT = toChunk('40,e=>{e.i(10)}')

describe('readModules', () => {
  it('finds each module by all its ids, and runs none', () => {
    const modules = readModules(LIBRARY)
    expect([...modules.keys()]).toEqual([20, 21, 30])
    expect(modules.get(21)).toBe(modules.get(20))
  })
})

describe('readImports', () => {
  it.each([
    ['imports', 'e=>{var t=e.i(1),n=e.r(2),o=e.R(3);(0,e.i(4).f)()}', [1, 2, 3, 4]],
    ['what is exported on', '(t,e,n)=>{t.S([5,"a,b",0,6,"c"],7)}', [5, 6]],
    [
      'nothing of other objects, of what is fetched later, and of what was merged',
      'e=>{x.r(1),x.e.i(2),e.A(3),e.l(4),e.i(8),e.s(["x",0,5],8)}',
      [],
    ],
    ['by a name that needs escaping', '$=>{$.i(9)}', [9]],
  ])('reads %s', (_, source, ids) => {
    expect([...readImports(source)]).toEqual(ids)
  })
})

describe('findEarlyEntry', () => {
  it('names the module, and the scripts of what it needs and of nothing else', () => {
    const scripts = new Map([
      ['static/chunks/a.js', STAY],
      ['static/chunks/b.js', REACT],
      ['static/chunks/c.js', LIBRARY],
      [RUNTIME, 'whatever'],
    ])
    expect(findEarlyEntry(scripts)).toEqual({
      moduleId: 10,
      chunks: ['static/chunks/a.js', 'static/chunks/c.js'],
      runtime: RUNTIME,
    })
  })

  it.each([
    ['the module is nowhere', [['static/chunks/b.js', REACT]], 'has no early entry'],
    [
      'the module is there twice',
      [
        ['static/chunks/a.js', STAY],
        ['static/chunks/d.js', STAY.replace('10,', '12,')],
        ['static/chunks/c.js', LIBRARY],
      ],
      'or several',
    ],
    ['a module that it needs comes later', [['static/chunks/a.js', STAY]], 'needs module 20'],
  ])('fails the build where %s', (_, entries, message) => {
    const scripts = new Map([
      [RUNTIME, ''],
      ...entries.map(([path = '', source = '']) => [path, source] as const),
    ])
    expect(() => findEarlyEntry(scripts)).toThrow(message)
  })
})
