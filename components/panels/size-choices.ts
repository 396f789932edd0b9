import { LIMITS } from '@/lib/protocol/limits'

/** Two make a call; past a dozen the exact number is nobody's wish. */
const SIZES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 24, 32, 48, LIMITS.participantsPerRoom]

/** @returns The sizes to choose from, in order, with the one that is set. */
export function listSizeChoices(current: number): number[] {
  return [...new Set([...SIZES, current])].sort((a, b) => a - b)
}
