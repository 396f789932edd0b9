'use client'

import type { ReactNode } from 'react'
import { CallWindow } from './call-window'
import { hasWindows } from './open-window'
import { SpeakerWindow } from './speaker-window'

/** Gives what is below it the small window that stays on top: of the whole call, or of the speaker, or none, as the browser can. */
export function PictureInPictureProvider({ children }: { children: ReactNode }) {
  if (hasWindows()) return <CallWindow>{children}</CallWindow>
  if (document.pictureInPictureEnabled) return <SpeakerWindow>{children}</SpeakerWindow>
  return children
}
