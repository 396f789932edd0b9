import { mkdirSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { findChromium } from './lib/browser.mjs'
import { fromRoot } from './lib/root.mjs'
import { runMain } from './lib/say.mjs'

/**
 * The icons that an installed app needs as pictures, drawn from `app/icon.svg`. A maskable one (W3C Application Manifest, `purpose`)
 * and Apple's are cut by the system to a shape of its own: they fill their square, and the mark stays within the middle.
 */
const ICONS = [
  { file: ['public', 'icons', 'icon-192.png'], size: 192, markShare: 1 },
  { file: ['public', 'icons', 'icon-512.png'], size: 512, markShare: 1 },
  { file: ['public', 'icons', 'maskable-512.png'], size: 512, markShare: 0.72 },
  { file: ['app', 'apple-icon.png'], size: 180, markShare: 0.86 },
]

runMain(async () => {
  const svg = readFileSync(fromRoot('app', 'icon.svg'), 'utf8')
  const ground = /<rect [^>]*fill="([^"]+)"/.exec(svg)?.[1] ?? 'transparent'
  mkdirSync(fromRoot('public', 'icons'), { recursive: true })
  const browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: ['--no-sandbox'],
  })
  const page = await browser.newPage()
  for (const { file, size, markShare } of ICONS) {
    await page.setViewportSize({ width: size, height: size })
    const edge = Math.round(size * markShare)
    const background = markShare === 1 ? 'transparent' : ground
    await page.setContent(
      `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${background}}svg{width:${edge}px;height:${edge}px}</style>${svg}`,
    )
    await page.screenshot({ path: fromRoot(...file), omitBackground: true })
  }
  await browser.close()
  return 0
})
