const LOOK_MS = 100

/** Looks until something is so. @returns false where it is not within the time */
export function until(isSo: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const endsAt = performance.now() + timeoutMs
  return new Promise((resolve) => {
    let isLooking = false
    const finish = (isMet: boolean) => {
      clearInterval(timer)
      resolve(isMet)
    }
    const look = async () => {
      if (isLooking) return
      isLooking = true
      const isMet = await isSo().catch(() => false)
      isLooking = false
      if (isMet || performance.now() >= endsAt) finish(isMet)
    }
    const timer = setInterval(() => void look(), LOOK_MS)
  })
}
