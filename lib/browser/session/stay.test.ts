import { describe, expect, it } from 'vitest'
import { claimStay, loadPreferences, type StayLocks, savePreferences, saveStay } from './stay'

/** Storage as two tabs see it after one was duplicated: each its own copy. */
class MemoryStorage {
  readonly #items: Map<string, string>
  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items)
  }
  getItem = (key: string) => this.#items.get(key) ?? null
  setItem = (key: string, value: string) => void this.#items.set(key, value)
  duplicate = () => new MemoryStorage(this.#items)
}

/** Exclusive locks by name, shared by all tabs of a browser (Web Locks API §3). */
class FakeLocks implements StayLocks {
  readonly #held = new Map<string, Promise<unknown>>()
  request = async (name: string, options: { signal: AbortSignal }, held: () => Promise<void>) => {
    for (let holder = this.#held.get(name); holder !== undefined; holder = this.#held.get(name)) {
      await Promise.race([holder, rejectOnAbort(options.signal)])
    }
    const stay = held()
    this.#held.set(name, stay)
    await stay
    this.#held.delete(name)
  }
}

const rejectOnAbort = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

describe('claimStay', () => {
  it('continues the stay after a refresh of the tab', async () => {
    const tab = new MemoryStorage()
    const locks = new FakeLocks()
    const first = new AbortController()
    const { stay } = await claimStay({ sessionStorage: tab, locks, isReload: false }, 'room', first.signal)
    saveStay(tab, 'room', { ...stay, token: 'token', isInCall: true })
    first.abort()
    const { stay: again } = await claimStay(
      { sessionStorage: tab, locks, isReload: true },
      'room',
      new AbortController().signal,
    )
    expect(again).toMatchObject({ stayId: stay.stayId, token: 'token', isInCall: true })
  })

  it('makes a duplicated tab somebody else, outside the call', async () => {
    const tab = new MemoryStorage()
    const locks = new FakeLocks()
    const { stay } = await claimStay(
      { sessionStorage: tab, locks, isReload: true },
      'room',
      new AbortController().signal,
    )
    saveStay(tab, 'room', { ...stay, token: 'token', isInCall: true, isCameraOn: false })
    const { stay: other } = await claimStay(
      { sessionStorage: tab.duplicate(), locks, isReload: false },
      'room',
      new AbortController().signal,
    )
    expect(other).toMatchObject({ token: null, isInCall: false, isCameraOn: false })
    expect(other.stayId).not.toBe(stay.stayId)
  })

  it('starts fresh from a record that is not ours to read', async () => {
    const tab = new MemoryStorage([['earshot:stay:room', '{"stayId":7}']])
    const { stay } = await claimStay(
      { sessionStorage: tab, locks: undefined, isReload: true },
      'room',
      new AbortController().signal,
    )
    expect(stay.token).toBeNull()
  })
})

describe('preferences', () => {
  it('come back as saved, and empty where there are none or the storage is broken', () => {
    const local = new MemoryStorage()
    const preferences = {
      name: 'Ann',
      microphoneId: 'm',
      cameraId: null,
      isAddressHidden: true,
      speakerId: 's',
      noiseSuppression: 'strong',
      isJoinToneOn: false,
      background: 'blur',
    } as const
    savePreferences(local, preferences)
    expect(loadPreferences(local)).toEqual(preferences)
    savePreferences(local, { name: 'Bo' })
    expect(loadPreferences(local)).toEqual({ ...preferences, name: 'Bo' })
    const blocked = {
      getItem: () => {
        throw new Error('blocked')
      },
      setItem: () => undefined,
    }
    expect(loadPreferences(blocked).name).toBe('')
  })

  it('keep what can be read where one has another form, as after an update', () => {
    const stored = {
      name: 'Ann',
      microphoneId: null,
      cameraId: null,
      isAddressHidden: true,
      background: 'beach',
      noiseSuppression: 3,
    }
    const local = new MemoryStorage([['earshot:preferences', JSON.stringify(stored)]])
    expect(loadPreferences(local)).toEqual({
      name: 'Ann',
      microphoneId: null,
      cameraId: null,
      isAddressHidden: true,
      speakerId: null,
      noiseSuppression: 'browser',
      isJoinToneOn: true,
      background: 'none',
    })
  })
})
