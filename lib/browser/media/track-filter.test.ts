import { describe, expect, it } from 'vitest'
import { FakeMediaStreamTrack } from '@/lib/testing/media-fake-tracks'
import { settle } from '@/lib/testing/media-harness'
import { type FilterErrorCode, type StartFilter, TrackFilter } from './track-filter'

/** A filter whose starts a test settles by hand. */
class FakeFilter {
  readonly outputs: FakeMediaStreamTrack[] = []
  readonly #starts: {
    readonly input: MediaStreamTrack
    readonly signal: AbortSignal
    readonly onFailure: (code: FilterErrorCode) => void
    readonly finish: (isGood: boolean) => void
  }[] = []

  readonly start: StartFilter = (input, { signal, onFailure }) =>
    new Promise((resolve, reject) => {
      const finish = (isGood: boolean) => {
        const track = new FakeMediaStreamTrack({ kind: 'video', label: 'filtered', deviceId: '' })
        if (!isGood) return reject(new Error('As the test asked for'))
        this.outputs.push(track)
        resolve({ track, stop: () => track.stop() })
      }
      this.#starts.push({ input, signal, onFailure, finish })
    })

  get inputs(): readonly MediaStreamTrack[] {
    return this.#starts.map(({ input }) => input)
  }

  isGivenUp(index: number): boolean {
    return this.#starts[index]?.signal.aborted ?? false
  }

  /** @returns The output of the last start. */
  async finish(isGood = true): Promise<FakeMediaStreamTrack | undefined> {
    this.#starts.at(-1)?.finish(isGood)
    await settle()
    return this.outputs.at(-1)
  }

  fail(code: FilterErrorCode): void {
    this.#starts.at(-1)?.onFailure(code)
  }
}

const createCamera = () => new FakeMediaStreamTrack({ kind: 'video', label: 'Camera', deviceId: 'camera' })

/** A filter of tracks, and what it told: each output, and those that had ended while they were put out. */
function createFilter({ mayPassPlain }: { mayPassPlain: boolean }) {
  const told: (MediaStreamTrack | null)[] = []
  const failures: FilterErrorCode[] = []
  const filter: TrackFilter = new TrackFilter({
    failureCode: 'background-failed',
    mayPassPlain,
    onChange: () => told.push(filter.getTrack()),
    onFailure: (code) => failures.push(code),
  })
  return { filter, told, failures }
}

describe('a filter that hides something', () => {
  it('never puts out an input that came after it, until the filtered track has its first frame', async () => {
    const { filter, told } = createFilter({ mayPassPlain: false })
    const blur = new FakeFilter()
    const camera = createCamera()
    filter.setFilter(blur.start)
    filter.setInput(camera)
    expect(filter.getTrack()).toBeNull()
    const output = await blur.finish()
    expect(filter.getTrack()).toBe(output)
    expect(told).not.toContain(camera)
  })

  it('leaves out what was seen already until it takes over', async () => {
    const { filter } = createFilter({ mayPassPlain: false })
    const blur = new FakeFilter()
    const camera = createCamera()
    filter.setInput(camera)
    filter.setFilter(blur.start)
    expect(filter.getTrack()).toBe(camera)
    expect(await blur.finish()).toBe(filter.getTrack())
  })

  it('withholds another camera until that is filtered, and stops the one before only when that is told', async () => {
    const { filter } = createFilter({ mayPassPlain: false })
    const blur = new FakeFilter()
    filter.setFilter(blur.start)
    filter.setInput(createCamera())
    const first = await blur.finish()
    const retire = filter.setInput(createCamera())
    expect(filter.getTrack()).toBeNull()
    expect(first?.readyState).toBe('live')
    retire()
    expect(first?.readyState).toBe('ended')
    expect(await blur.finish()).toBe(filter.getTrack())
    expect(filter.getTrack()).not.toBe(first)
  })

  it('changes from one filter to another without a gap', async () => {
    const { filter, told } = createFilter({ mayPassPlain: false })
    const [blur, scene] = [new FakeFilter(), new FakeFilter()]
    filter.setFilter(blur.start)
    filter.setInput(createCamera())
    const before = await blur.finish()
    filter.setFilter(scene.start)
    expect(filter.getTrack()).toBe(before)
    const after = await scene.finish()
    expect(told).toEqual([before, after])
    expect(before?.readyState).toBe('ended')
  })

  it.each(['before its first frame', 'later'])(
    'withholds the input where it fails %s, and says so',
    async (when) => {
      const { filter, failures, told } = createFilter({ mayPassPlain: false })
      const blur = new FakeFilter()
      const camera = createCamera()
      filter.setFilter(blur.start)
      filter.setInput(camera)
      if (when === 'later') {
        await blur.finish()
        blur.fail('background-too-slow')
      } else {
        await blur.finish(false)
      }
      expect(filter.getTrack()).toBeNull()
      expect(told).not.toContain(camera)
      expect(failures).toEqual([when === 'later' ? 'background-too-slow' : 'background-failed'])
      filter.setFilter(null)
      expect(filter.getTrack()).toBe(camera)
    },
  )

  it('gives up a start that is no longer wanted, and stops what comes of it all the same', async () => {
    const { filter } = createFilter({ mayPassPlain: false })
    const blur = new FakeFilter()
    const camera = createCamera()
    filter.setInput(camera)
    filter.setFilter(blur.start)
    filter.setFilter(null)
    expect(blur.isGivenUp(0)).toBe(true)
    expect((await blur.finish())?.readyState).toBe('ended')
    expect(filter.getTrack()).toBe(camera)
  })
})

describe('a filter that hides nothing', () => {
  it('lets the input through until it runs, and again when it fails', async () => {
    const { filter, failures } = createFilter({ mayPassPlain: true })
    const noise = new FakeFilter()
    const microphone = createCamera()
    filter.setFilter(noise.start)
    filter.setInput(microphone)
    expect(filter.getTrack()).toBe(microphone)
    expect(await noise.finish()).toBe(filter.getTrack())
    noise.fail('voice-filter-failed')
    expect(filter.getTrack()).toBe(microphone)
    expect(failures).toEqual(['voice-filter-failed'])
  })

  it('carries the mute of its input', async () => {
    const { filter } = createFilter({ mayPassPlain: true })
    const noise = new FakeFilter()
    const microphone = createCamera()
    microphone.enabled = false
    filter.setFilter(noise.start)
    filter.setInput(microphone)
    await noise.finish()
    expect(filter.getTrack()?.enabled).toBe(false)
    microphone.enabled = true
    filter.setInput(microphone)
    expect(filter.getTrack()?.enabled).toBe(true)
  })

  it('puts out nothing of an input that has ended', () => {
    const { filter } = createFilter({ mayPassPlain: true })
    const microphone = createCamera()
    filter.setInput(microphone)
    microphone.endSilently()
    expect(filter.getTrack()).toBeNull()
  })
})
