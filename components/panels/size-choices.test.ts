import { expect, it } from 'vitest'
import { listSizeChoices } from './size-choices'

it('has the size that is set among the choices, in order and once', () => {
  expect(listSizeChoices(11)).toContain(11)
  expect(listSizeChoices(11)).toEqual([...new Set(listSizeChoices(11))].sort((a, b) => a - b))
  expect(listSizeChoices(8)).toHaveLength(listSizeChoices(11).length - 1)
})
