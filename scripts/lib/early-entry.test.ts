import { describe, expect, it } from 'vitest'
import { findEarlyEntry, readModules } from './early-entry.mjs'

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
    ['a module that it needs comes later', [['static/chunks/a.js', STAY]], 'needs module 20'],
  ])('fails the build where %s', (_, entries, message) => {
    const scripts = new Map([
      [RUNTIME, ''],
      ...entries.map(([path = '', source = '']) => [path, source] as const),
    ])
    expect(() => findEarlyEntry(scripts)).toThrow(message)
  })
})
