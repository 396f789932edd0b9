/** The browsers whose permission settings lie in different places. */
export type BrowserFamily = 'chromium' | 'firefox' | 'safari' | 'ios' | 'android' | 'other'

/**
 * Tells where a browser keeps its permissions, to describe the way there. Nothing but words depends on it.
 * @param userAgent `navigator.userAgent`.
 * @param maxTouchPoints `navigator.maxTouchPoints`: an iPad says that it is a Mac, but Macs have no touch screen.
 */
export function detectBrowser(userAgent: string, maxTouchPoints: number): BrowserFamily {
  const isMac = userAgent.includes('Macintosh')
  if (/iPhone|iPad|iPod/.test(userAgent) || (isMac && maxTouchPoints > 1)) return 'ios'
  if (userAgent.includes('Android')) return 'android'
  if (userAgent.includes('Firefox/')) return 'firefox'
  if (/Chrome\/|Chromium\//.test(userAgent)) return 'chromium'
  if (isMac && userAgent.includes('Safari/')) return 'safari'
  return 'other'
}
