import { expect, it } from 'vitest'
import { toShareAddress } from './share-address'

it('shares the link whole but for the query', () => {
  const page = new URL('https://call.example/our-kitchen?name=Ann&join=1#k=AAECAwQFBgcICQoLDA0ODw')
  expect(toShareAddress(page)).toBe('https://call.example/our-kitchen#k=AAECAwQFBgcICQoLDA0ODw')
})
