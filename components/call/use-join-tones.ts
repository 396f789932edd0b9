import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useCall } from '@/lib/browser/store/call-store-context'
import { chooseTone } from './choose-tone'

/** Lets be heard who comes into the call and who goes, unless the person wants it quiet. The first is heard once they are seen. */
export function useJoinTones(): void {
  const isOn = useCall(({ sound }) => sound.isJoinToneOn)
  const ids = useCall(
    useShallow((state) => state.participants.filter(({ isInCall }) => isInCall).map(({ id }) => id)),
  )
  const hasSettled = useCall((state) => state.hasSettled)
  const heard = useRef(ids)
  useEffect(() => {
    if (!hasSettled) return
    const tone = chooseTone(heard.current, ids)
    heard.current = ids
    if (tone === null || !isOn) return
    // Without the server it cannot be fetched, and then who comes is seen all the same.
    import('./play-tone').then(({ playTone }) => playTone(tone)).catch(() => undefined)
  }, [ids, isOn, hasSettled])
}
