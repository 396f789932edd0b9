import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { type DrawnPerson, installDrawnMedia } from './draw-person'

/** The panel's parts by their titles, each with the picture of it in docs/how-a-call-connects.md. */
const PARTS: Readonly<Record<string, string>> = {
  'How it came about': 'timeline',
  'The path': 'path',
  'How it does': 'plots',
  Candidates: 'candidates',
  'States over time': 'states',
}

/** So long that the plots have something to show. */
const CALL_SECONDS = 40
const CALL_TIMEOUT_MS = 120_000

/** Takes the pictures of the connection panel as Bo sees it, who answered Ann: on coming, by the standing offer, so that every step is Bo's own. */
export async function photographConnection(
  browser: Browser,
  people: { readonly ann: DrawnPerson; readonly bo: DrawnPerson },
  folder: string,
): Promise<void> {
  const server = await EarshotServer.start()
  const open = async (person: DrawnPerson) => {
    const context = await browser.newContext({
      baseURL: server.origin,
      locale: 'en',
      colorScheme: 'light',
      viewport: { width: 1280, height: 2400 },
      permissions: ['camera', 'microphone'],
    })
    await context.addInitScript(installDrawnMedia, person)
    return context.newPage()
  }
  try {
    const [ann, bo] = [await open(people.ann), await open(people.bo)]
    await ann.goto('/our-kitchen?name=Ann&join=1')
    await ann.getByRole('button', { name: 'Hang up' }).waitFor()
    await bo.goto('/our-kitchen?name=Bo&join=1')
    await bo.waitForFunction(
      (least) => {
        const [minutes = 0, seconds = 0] = (document.querySelector('[role=timer]')?.textContent ?? '0:0')
          .split(':')
          .map(Number)
        return minutes * 60 + seconds >= least
      },
      CALL_SECONDS,
      { timeout: CALL_TIMEOUT_MS },
    )
    await bo.getByRole('button', { name: 'More' }).click()
    await bo.getByRole('menuitem', { name: 'Connection' }).click()
    await bo.locator('[data-plot=height] canvas').waitFor()
    for (const [title, name] of Object.entries(PARTS)) {
      const file = `connects-${name}.png`
      const image = await bo.getByRole('region', { name: title }).screenshot({ path: join(folder, file) })
      console.log(file.padEnd(28), `${Math.round(image.length / 1_000)} kB`.padStart(7))
    }
  } finally {
    await server.stop()
  }
}
