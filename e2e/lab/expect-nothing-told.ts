import { expect } from '@playwright/test'
import type { SentLog } from '@/e2e/fixtures/sent-log'
import { TURN_ADDRESS } from './internet'

/** What a page may name: the relay, and what stands where RFC 8839 wants an address and there is none to tell. */
const HARMLESS_ADDRESSES = [TURN_ADDRESS, '0.0.0.0', '127.0.0.1']

export async function expectNothingTold(log: SentLog): Promise<void> {
  const { types, addresses } = await log.told()
  expect(types).toEqual(['relay'])
  expect(addresses.filter((address) => !HARMLESS_ADDRESSES.includes(address))).toEqual([])
}
