import type { Page } from 'playwright-core'
import type { PageMarks } from './page-marks'
import type { Place, ServerKind, Side } from './place'

/** What one call took, in milliseconds from the press or the visit to the first frame at each side; and what happened when. */
export interface MeasuredCall {
  readonly frames: Readonly<Record<Side, number>>
  /** Of the page that answered or came, from the same moment. */
  readonly steps: PageMarks
}

const readMarks = (page: Page): Promise<PageMarks> => page.evaluate(() => window.setupMarks.marks)

/** Waits until so many people's pictures have shown. */
const waitForFrames = (page: Page, people = 1) =>
  page.evaluate((count) => window.setupMarks.waitForPeople(count), people)

async function endCall(...pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()))
}

/** A page in which somebody is in the call. */
export async function openCaller(
  place: Place,
  kind: ServerKind,
  address: string,
  name = 'Ann',
): Promise<Page> {
  const page = await place.openPage('caller', kind)
  await page.goto(address.replace('?', `?name=${name}&join=1&`))
  await page.getByRole('button', { name: 'Hang up' }).waitFor()
  return page
}

/** A caller lets in whoever asks at the door: nothing is prepared with them while it rings. */
async function admitByKnock(caller: Page, answerer: Page, address: string): Promise<void> {
  await caller.getByRole('button', { name: 'Room', exact: true }).click()
  await caller.getByRole('radio', { name: 'Ask first', exact: true }).click()
  await caller.getByRole('button', { name: 'Close', exact: true }).click()
  await answerer.goto(address.replace('?', '?name=Bo&'))
  await answerer.getByRole('button', { name: 'Ask to come in' }).click()
  await caller.getByRole('button', { name: 'Admit Bo' }).click()
}

/** From the press of Answer to the first frame at each side. `claimed`: of the standing offer, with nothing prepared. */
export async function measureAnswer(
  place: Place,
  kind: ServerKind | 'claimed',
  address: string,
): Promise<MeasuredCall> {
  const server = kind === 'claimed' ? 'plain' : kind
  const [caller, answerer] = await Promise.all([
    openCaller(place, server, address),
    place.openPage('answerer', server),
  ])
  if (kind === 'claimed') await admitByKnock(caller, answerer, address)
  else await answerer.goto(address.replace('?', '?name=Bo&'))
  await answerer.getByTestId('local-video').evaluate(async (video: HTMLVideoElement) => {
    while (video.readyState < 2)
      await new Promise((resolve) => video.addEventListener('playing', resolve, { once: true }))
  })
  const answer = answerer.getByRole('button', { name: 'Answer Ann' })
  await answer.waitFor()
  if (kind !== 'claimed') {
    for (const page of [caller, answerer]) {
      await page.waitForFunction(
        (isConnected) =>
          [...window.setupMarks.connections].some(({ connectionState, currentRemoteDescription }) =>
            isConnected ? connectionState === 'connected' : currentRemoteDescription !== null,
          ),
        kind === 'instant',
      )
    }
  }
  // Somebody reads a name before they answer; until then the pages' own start fills the processor.
  await Promise.all([caller, answerer].map((page) => page.waitForLoadState('networkidle')))
  await answer.click()
  await Promise.all([waitForFrames(caller), waitForFrames(answerer)])
  const [atCaller, atAnswerer] = await Promise.all([readMarks(caller), readMarks(answerer)])
  await endCall(caller, answerer)
  return toCall(atAnswerer.clicked ?? Number.NaN, atCaller, atAnswerer)
}

/** From the visit of a room's address with an empty cache and `join=1` to the first frame at each side. */
export async function measureVisit(place: Place, kind: ServerKind, address: string): Promise<MeasuredCall> {
  const [caller, visitor] = await Promise.all([
    openCaller(place, kind, address),
    place.openPage('answerer', kind),
  ])
  // Whoever is visited has been there for a moment, and who comes has their browser open: neither is starting.
  await caller.waitForLoadState('networkidle')
  await visitor.goto(address.replace('?', '?name=Bo&join=1&'), { waitUntil: 'commit' })
  await Promise.all([waitForFrames(caller), waitForFrames(visitor)])
  const visitedAt = await visitor.evaluate(() => performance.timeOrigin)
  const [atCaller, atVisitor] = await Promise.all([readMarks(caller), readMarks(visitor)])
  await endCall(caller, visitor)
  return toCall(visitedAt, atCaller, atVisitor)
}

/** From the press of Call to the first frame of the last of those who were there, for the n-th participant. */
export async function measureJoin(
  place: Place,
  kind: ServerKind,
  address: string,
  n: number,
): Promise<number> {
  const others: Page[] = []
  for (let index = 1; index < n; index += 1) {
    const page = await openCaller(place, kind, address, `Person${index}`)
    others.push(page)
    await Promise.all(others.map((other) => waitForFrames(other, others.length - 1)))
  }
  const newcomer = await place.openPage('answerer', kind)
  await newcomer.goto(address.replace('?', '?name=Newcomer&'))
  await newcomer.getByRole('button', { name: 'Answer Person1' }).waitFor()
  const call = newcomer.getByRole('button', { name: 'Call', exact: true })
  await call.click()
  await waitForFrames(newcomer, n - 1)
  const shownAt = await newcomer.evaluate(() => performance.timeOrigin + performance.now())
  const { clicked = Number.NaN } = await readMarks(newcomer)
  await endCall(newcomer, ...others)
  return shownAt - clicked
}

function toCall(startedAt: number, atCaller: PageMarks, atAnswerer: PageMarks): MeasuredCall {
  const since = (at = Number.NaN) => at - startedAt
  const steps: PageMarks = Object.fromEntries(
    Object.entries(atAnswerer)
      .filter(([, at]) => at >= startedAt)
      .map(([mark, at]) => [mark, since(at)]),
  )
  return { frames: { caller: since(atCaller.frame), answerer: since(atAnswerer.frame) }, steps }
}
