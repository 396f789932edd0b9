/** The part of the Document Picture-in-Picture API (WICG) that is used here. */
interface DocumentPictureInPicture {
  requestWindow(options?: { readonly width?: number; readonly height?: number }): Promise<Window>
}

declare global {
  interface Window {
    readonly documentPictureInPicture?: DocumentPictureInPicture
  }
}

/** Room for two faces one above the other and the buttons below them. */
const SIZE = { width: 320, height: 400 } as const

/** Whether the browser has windows that stay on top and hold a page. */
export function hasWindows(): boolean {
  return window.documentPictureInPicture !== undefined
}

/**
 * Opens the small window that stays on top of all others, in this page's language and look.
 * @returns It; null where the browser refuses.
 */
export async function openWindow(): Promise<Window | null> {
  try {
    const opened = await window.documentPictureInPicture?.requestWindow(SIZE)
    if (opened === undefined) return null
    const { document: target } = opened
    target.documentElement.lang = document.documentElement.lang
    target.title = document.title
    for (const sheet of document.querySelectorAll('link[rel=stylesheet], style')) {
      target.head.append(target.importNode(sheet, true))
    }
    return opened
  } catch {
    return null
  }
}
