/** Scenes that are drawn here, so that no picture has to be fetched: an SVG each, as a data URL. */
export type SceneName = 'dusk' | 'meadow' | 'paper'

const DUSK = `<linearGradient id="g" x2="0" y2="1"><stop stop-color="#2b2350"/><stop offset=".55" stop-color="#8d4f74"/><stop offset="1" stop-color="#f2a65e"/></linearGradient><rect width="1280" height="720" fill="url(#g)"/><circle cx="900" cy="500" r="90" fill="#ffd9a0"/><path d="M0 600 280 440 520 590 760 470 1280 640V720H0Z" fill="#3a2a4d"/><path d="M0 680 400 580 860 670 1280 600V720H0Z" fill="#251c38"/>`

const MEADOW = `<linearGradient id="g" x2="0" y2="1"><stop stop-color="#a8d4e6"/><stop offset="1" stop-color="#eef6e4"/></linearGradient><rect width="1280" height="720" fill="url(#g)"/><circle cx="240" cy="150" r="70" fill="#fff6d0"/><path d="M0 470C260 380 520 420 760 460S1140 400 1280 430V720H0Z" fill="#9cc27c"/><path d="M0 560C300 480 620 570 900 530S1180 520 1280 550V720H0Z" fill="#7fae62"/><path d="M0 650C420 590 760 670 1280 620V720H0Z" fill="#5f9150"/>`

const PAPER = `<rect width="1280" height="720" fill="#efe6d6"/><g fill="none" stroke="#d9c7a8" stroke-width="10"><circle cx="1080" cy="160" r="80"/><circle cx="1080" cy="160" r="160"/><circle cx="1080" cy="160" r="250"/><circle cx="1080" cy="160" r="350"/><circle cx="1080" cy="160" r="460"/></g>`

const DRAWINGS: Readonly<Record<SceneName, string>> = { dusk: DUSK, meadow: MEADOW, paper: PAPER }

/** @returns The scene's picture, 16 to 9. */
export function drawScene(name: SceneName): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="720" viewBox="0 0 1280 720">${DRAWINGS[name]}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
