'use client'

import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  document.addEventListener('fullscreenchange', onChange)
  return () => document.removeEventListener('fullscreenchange', onChange)
}

export interface FullScreen {
  readonly isOn: boolean
  /** null where the browser cannot, as on an iPhone. */
  readonly toggle: (() => void) | null
}

function toggle(): void {
  const changed =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen()
  // Refused without a press of the person, or by the system: the page stays as it is.
  changed.catch(() => undefined)
}

/** The page over the whole screen, and back. The whole page and not the stage, so that dialogs and messages are seen as well. */
export function useFullScreen(): FullScreen {
  const isOn = useSyncExternalStore(
    subscribe,
    () => document.fullscreenElement !== null,
    () => false,
  )
  return { isOn, toggle: document.fullscreenEnabled ? toggle : null }
}
