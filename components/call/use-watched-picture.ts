'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { PictureWatch } from '@/lib/browser/store/actions'
import { useCallActions } from '@/lib/browser/store/call-store-context'

/** @returns Takes the size in which a picture of somebody is seen here, so that they send no more than that. The same function each time. */
export function useWatchedPicture(
  participantId: string,
  picture: 'camera' | 'screen',
): PictureWatch['resize'] {
  const actions = useCallActions()
  const watch = useRef<PictureWatch | null>(null)
  useEffect(
    () => () => {
      watch.current?.end()
      watch.current = null
    },
    [],
  )
  return useCallback(
    (size) => {
      watch.current ??= actions.watchPicture(participantId, picture)
      watch.current.resize(size)
    },
    [actions, participantId, picture],
  )
}
