'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useFetchWhenSettled } from '@/components/panels/use-fetch-when-settled'
import { useLoaded } from '@/components/ui/use-loaded'
import { openWindow } from './open-window'
import { PictureInPictureContext } from './picture-in-picture-context'

const load = async () => (await import('./small-call')).SmallCall

/** Holds the window of the whole call, where the browser has windows for pages. It closes with the call. */
export function CallWindow({ children }: { children: ReactNode }) {
  const [target, setTarget] = useState<Window | null>(null)
  const SmallCall = useLoaded(target === null ? null : load, () => setTarget(null))
  useFetchWhenSettled(load)

  useEffect(() => {
    if (target === null) return
    const handleClosed = () => setTarget(null)
    target.addEventListener('pagehide', handleClosed)
    return () => {
      target.removeEventListener('pagehide', handleClosed)
      target.close()
    }
  }, [target])

  const value = useMemo(
    () => ({
      isOpen: target !== null,
      toggle: () => {
        if (target !== null) setTarget(null)
        else void openWindow().then(setTarget)
      },
    }),
    [target],
  )
  return (
    <PictureInPictureContext value={value}>
      {children}
      {target !== null &&
        SmallCall !== null &&
        createPortal(<SmallCall target={target} />, target.document.body)}
    </PictureInPictureContext>
  )
}
