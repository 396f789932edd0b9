import { useEffect } from 'react'
import { useViewPreferences } from '@/components/view-preferences-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { takesKeys } from './shortcuts/match-shortcut'

/** What the space bar presses by itself. */
const PRESSED_BY_SPACE = ':is(button, summary, input, a[href], [role=menuitem], [tabindex])'

/** @param isLedByKeys Whether the keyboard led to the element that has its place. One that a mouse has clicked keeps its focus unasked. */
function isForTalking(event: KeyboardEvent, isLedByKeys: boolean): boolean {
  if (event.code !== 'Space' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false
  const { target } = event
  if (!(target instanceof Element)) return true
  return !takesKeys(target) && !(isLedByKeys && target.matches(PRESSED_BY_SPACE))
}

function isFocusShown(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(':focus-visible')
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
    // Noted when the focus comes: any key pressed later makes the browser show it, however it came, before the key is told.
    let isLedByKeys = isFocusShown(document.activeElement)
    const handleFocus = ({ target }: Event) => {
      isLedByKeys = isFocusShown(target)
    }
    const handlePointer = () => {
      isLedByKeys = false
    }
    const release = () => {
      if (isHeld) pushToTalk(false)
      isHeld = false
    }
    const handleKeyDown = (event: KeyboardEvent) => {
      if (!isHeld && (event.repeat || event.defaultPrevented || !isForTalking(event, isLedByKeys))) return
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
    document.addEventListener('focusin', handleFocus, { signal })
    document.addEventListener('pointerdown', handlePointer, { signal, capture: true })
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
