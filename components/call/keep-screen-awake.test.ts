import { describe, expect, it } from 'vitest'
import { keepScreenAwake } from './keep-screen-awake'

/** A page whose visibility the test sets, and a lock that counts how many are held. */
class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible'
  requests = 0
  held = 0
  isRefusing = false

  readonly wakeLock = {
    request: async () => {
      this.requests += 1
      if (this.isRefusing) throw new DOMException('', 'NotAllowedError')
      this.held += 1
      return {
        release: async () => {
          this.held -= 1
        },
      }
    },
  }

  turn(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState
    // As browsers do: a hidden page loses its lock.
    if (visibilityState === 'hidden') this.held = 0
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

function setUp(page = new FakePage()) {
  const controller = new AbortController()
  keepScreenAwake({ wakeLock: page.wakeLock, page }, controller.signal)
  return { page, end: () => controller.abort() }
}

describe('keepScreenAwake', () => {
  it('holds a lock until the end', async () => {
    const { page, end } = setUp()
    await settle()
    expect(page.held).toBe(1)
    end()
    await settle()
    expect(page.held).toBe(0)
    page.turn('visible')
    await settle()
    expect(page).toMatchObject({ requests: 1, held: 0 })
  })

  it('takes it again when the page is seen again, and not while it is hidden', async () => {
    const { page } = setUp()
    await settle()
    page.turn('hidden')
    await settle()
    expect(page).toMatchObject({ requests: 1, held: 0 })
    page.turn('visible')
    await settle()
    expect(page).toMatchObject({ requests: 2, held: 1 })
  })

  it('gives back at once what comes after the end', async () => {
    const { page, end } = setUp()
    end()
    await settle()
    expect(page.held).toBe(0)
  })

  it('does without where the browser refuses or has none', async () => {
    const page = new FakePage()
    page.isRefusing = true
    setUp(page)
    await settle()
    expect(page.held).toBe(0)
    keepScreenAwake({ wakeLock: undefined, page }, new AbortController().signal)
  })
})
