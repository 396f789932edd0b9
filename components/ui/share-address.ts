/** @returns The page's address as others need it: with the key in its fragment, without the query of one's own. */
export function toShareAddress(page: Pick<Location, 'origin' | 'pathname' | 'hash'>): string {
  return `${page.origin}${page.pathname}${page.hash}`
}
