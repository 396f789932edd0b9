import { median } from '@/bench/figures'
import type { Mark, PageMarks } from './page-marks'

/** What each mark says, for who reads a picture of them. */
const LABELS: Readonly<Record<Mark, string>> = {
  clicked: 'press',
  page: 'page there and parsed',
  script: 'last script there',
  socket: 'socket open',
  joinAsked: 'join asked',
  joined: 'join granted, with the offers',
  media: 'camera and microphone open',
  remote: "other's description set",
  local: 'own answer set',
  candidate: 'first own candidate',
  checked: 'path checked (ICE)',
  connected: 'keys agreed (DTLS)',
  frame: 'first frame: key frame, decoded and shown',
}

/** A step and when it was done, in milliseconds from the press or the visit. */
export interface Step {
  readonly label: string
  readonly atMs: number
}

/** The middle of each step over the runs, in their order in time. Those that not every run had are left out. */
export function toSteps(runs: readonly PageMarks[]): Step[] {
  const marks: readonly Mark[] = [
    'page',
    'script',
    'socket',
    'joinAsked',
    'joined',
    'media',
    'remote',
    'local',
    'candidate',
    'checked',
    'connected',
    'frame',
  ]
  return marks
    .map((mark) => ({
      label: LABELS[mark],
      values: runs.flatMap((run) => (run[mark] === undefined ? [] : [run[mark]])),
    }))
    .filter(({ values }) => values.length === runs.length)
    .map(({ label, values }) => ({ label, atMs: Math.round(median(values)) }))
    .sort((one, other) => one.atMs - other.atMs)
}

const WIDTH = 760
const LABEL_WIDTH = 290
const ROW_HEIGHT = 24
const HEADER_HEIGHT = 34

/** Draws where the time goes: a bar from each step before to each step. Readable on light and dark pages. */
export function drawWaterfall(title: string, steps: readonly Step[]): string {
  const endMs = steps.at(-1)?.atMs ?? 1
  const scale = (WIDTH - LABEL_WIDTH - 70) / endMs
  const rows = steps.map(({ label, atMs }, index) => {
    const fromMs = steps[index - 1]?.atMs ?? 0
    const [x, y] = [LABEL_WIDTH + fromMs * scale, HEADER_HEIGHT + index * ROW_HEIGHT]
    const width = Math.max((atMs - fromMs) * scale, 2)
    return [
      `<text x="${LABEL_WIDTH - 10}" y="${y + 16}" text-anchor="end" fill="#777">${label}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y + 5}" width="${width.toFixed(1)}" height="14" rx="3" fill="#d9603b"/>`,
      `<text x="${(x + width + 6).toFixed(1)}" y="${y + 16}" fill="#777">${atMs} ms</text>`,
    ].join('\n')
  })
  const height = HEADER_HEIGHT + steps.length * ROW_HEIGHT + 10
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12.5">`,
    `<title>${title}</title>`,
    `<text x="12" y="22" font-size="14" font-weight="600" fill="#777">${title}</text>`,
    ...rows,
    '</svg>',
    '',
  ].join('\n')
}

/** The same as a table in Markdown. */
export function toStepTable(title: string, steps: readonly Step[]): string {
  const lines = steps.map(
    ({ label, atMs }, index) => `| ${label} | ${atMs} | ${atMs - (steps[index - 1]?.atMs ?? 0)} |`,
  )
  return [`${title}:`, '', '| step | done at, ms | took, ms |', '| --- | ---: | ---: |', ...lines].join('\n')
}
