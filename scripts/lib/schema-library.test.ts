import { describe, expect, it } from 'vitest'
import { findUsedSchemas } from './schema-library.mjs'

describe('findUsedSchemas', () => {
  const OFFERED = ['_default', 'catch', 'core', 'infer', 'maxLength', 'object', 'string', 'url']

  it('takes what is called, once, whatever it is called on or in', () => {
    const sources = [
      'z.object({ a: z.string().check(z.maxLength(3)) })',
      'z._default(z.catch(z.string(), ""), "")',
    ]
    expect(findUsedSchemas(sources, OFFERED)).toEqual(['_default', 'catch', 'maxLength', 'object', 'string'])
  })

  it('leaves types, what the library has not, and what only looks like it', () => {
    const sources = ['z.core.$ZodType', 'z.output<typeof A>', 'buzz.url()']
    expect(findUsedSchemas(sources, OFFERED)).toEqual([])
  })
})
