import { useEffect } from 'react'
import { useViewPreferences } from '@/components/view-preferences-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { takesKeys } from './shortcuts/match-shortcut'

/** What the space bar presses by itself, when the keyboard led there. One that a mouse has clicked keeps its focus unasked. */
const PRESSED_BY_SPACE = ':is(button, summary, input, a[href], [role=menuitem], [tabindex]):focus-visible'

function isForTalking(event: KeyboardEvent): boolean {
  if (event.code !== 'Space' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false
  const { target } = event
  return !(target instanceof Element) || (!takesKeys(target) && !target.matches(PRESSED_BY_SPACE))
}

/** Lets a muted microphone be on for as long as the space bar is held. A key alone, so it goes with the others of that kind. */
export function usePushToTalk(): void {
  const { pushToTalk } = useCallActions()
  const { hasSingleKeys } = useViewPreferences().preferences
  useEffect(() => {
    if (!hasSingleKeys) return
    const lifetime = new AbortController()
    const { signal } = lifetime
    let isHeld = false
    const release = () => {
      if (isHeld) pushToTalk(false)
      isHeld = false
    }
    const handleKeyDown = (event: KeyboardEvent) => {
      if (!isHeld && (event.repeat || event.defaultPrevented || !isForTalking(event))) return
      if (event.code !== 'Space') return
      event.preventDefault()
      isHeld = true
      pushToTalk(true)
    }
    const handleKeyUp = (event: KeyboardEvent) => {
      if (!isHeld || event.code !== 'Space') return
      event.preventDefault()
      release()
    }
    document.addEventListener('keydown', handleKeyDown, { signal })
    document.addEventListener('keyup', handleKeyUp, { signal })
    // Whose key comes up elsewhere is not to be heard on.
    window.addEventListener('blur', release, { signal })
    document.addEventListener('visibilitychange', release, { signal })
    return () => {
      release()
      lifetime.abort()
    }
  }, [pushToTalk, hasSingleKeys])
}
