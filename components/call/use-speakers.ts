'use client'

import { useEffect, useState } from 'react'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { NOBODY_SPEAKS, nextSpeakers, type Speakers } from './active-speaker'

/** Follows who speaks. Looks ten times a second, and draws anew only when that changes. */
export function useSpeakers(): Speakers {
  const { observeAudioLevels } = useCallActions()
  const [speakers, setSpeakers] = useState(NOBODY_SPEAKS.speakers)
  useEffect(() => {
    let state = NOBODY_SPEAKS
    return observeAudioLevels((levels) => {
      state = nextSpeakers(state, levels, performance.now())
      setSpeakers(state.speakers)
    })
  }, [observeAudioLevels])
  return speakers
}
