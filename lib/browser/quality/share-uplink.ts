import { CAMERA_RUNGS, type Rung, SCREEN_RUNGS } from './rungs'

/** What one link would like to send. */
export interface Demand {
  readonly id: string
  /** The most bits that are worth sending of the camera; null: it is not shown. */
  readonly camera: { readonly maxBitrate: number } | null
  readonly isScreenShown: boolean
  /** What this link may send of pictures in all, in bits a second. */
  readonly limit: number
}

/** The rung of each picture; -1: it is not shown, so it is not sent. */
export interface Share {
  readonly camera: number
  readonly screen: number
}

interface Item {
  readonly id: string
  readonly limit: number
  readonly costs: readonly number[]
  rung: number
}

/**
 * Shares what may be sent of pictures among the links. First everybody gets the least of everything, then screens are raised, then
 * cameras: always all together, so that nobody is served better for being first, and each until its place or its link is filled.
 * The least is given where even that is too much: an estimate may be wrong, and a browser whose path is full holds pictures back itself.
 * @param bitrate Of all pictures on all links, in bits a second.
 * @param highestCamera No camera is sent on a higher rung.
 */
export function shareUplink(
  demands: readonly Demand[],
  bitrate: number,
  highestCamera: number,
): ReadonlyMap<string, Share> {
  const cameraRungs = CAMERA_RUNGS.slice(0, highestCamera + 1)
  const screens = demands.flatMap(({ id, limit, isScreenShown }) =>
    isScreenShown ? [createItem(id, limit, SCREEN_RUNGS, Number.POSITIVE_INFINITY)] : [],
  )
  const cameras = demands.flatMap(({ id, limit, camera }) =>
    camera === null ? [] : [createItem(id, limit, cameraRungs, camera.maxBitrate)],
  )
  const spent = new Map<string, number>()
  let rest = seat(screens, bitrate, spent)
  rest = seat(cameras, rest, spent)
  rest = raiseTogether(screens, rest, spent)
  raiseTogether(cameras, rest, spent)
  const rungOf = (items: readonly Item[], id: string) => items.find((item) => item.id === id)?.rung ?? -1
  return new Map(demands.map(({ id }) => [id, { camera: rungOf(cameras, id), screen: rungOf(screens, id) }]))
}

function createItem(
  id: string,
  limit: number,
  rungs: readonly Omit<Rung, 'lines'>[],
  maxBitrate: number,
): Item {
  return { id, limit, costs: rungs.map((rung) => Math.min(rung.maxBitrate, maxBitrate)), rung: -1 }
}

/** Gives everybody the lowest rung. @returns What is left. */
function seat(items: readonly Item[], bitrate: number, spent: Map<string, number>): number {
  for (const item of items) {
    item.rung = 0
    spent.set(item.id, (spent.get(item.id) ?? 0) + (item.costs[0] ?? 0))
  }
  return bitrate - items.reduce((sum, { costs }) => sum + (costs[0] ?? 0), 0)
}

/** @returns What is left. */
function raiseTogether(items: readonly Item[], bitrate: number, spent: Map<string, number>): number {
  let rest = bitrate
  let rising = items.filter(({ rung }) => rung === 0)
  for (let rung = 1; rising.length > 0; rung += 1) {
    const steps = rising.flatMap((item) => {
      const cost = (item.costs[rung] ?? Number.POSITIVE_INFINITY) - (item.costs[rung - 1] ?? 0)
      const total = (spent.get(item.id) ?? 0) + cost
      return total <= item.limit ? [{ item, cost, total }] : []
    })
    const cost = steps.reduce((sum, step) => sum + step.cost, 0)
    if (cost > rest) break
    rest -= cost
    for (const { item, total } of steps) {
      item.rung = rung
      spent.set(item.id, total)
    }
    rising = steps.map(({ item }) => item)
  }
  return rest
}
