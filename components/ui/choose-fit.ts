/** A picture that would lose more than this share to the edges of its box is shown whole instead. */
const LEAST_VISIBLE_SHARE = 0.4

/**
 * @param pictureAspect Width / height of the picture; null while unknown.
 * @param boxAspect Width / height of its box.
 * @returns The class that fills the box, cutting the edges off, or shows the whole picture with bars beside it.
 */
export function chooseFit(
  pictureAspect: number | null,
  boxAspect: number | undefined,
): 'object-cover' | 'object-contain' {
  if (pictureAspect === null || boxAspect === undefined) return 'object-cover'
  const visibleShare = Math.min(pictureAspect, boxAspect) / Math.max(pictureAspect, boxAspect)
  return visibleShare < LEAST_VISIBLE_SHARE ? 'object-contain' : 'object-cover'
}
