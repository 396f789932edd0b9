'use client'

import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useViewPreferences } from '@/components/view-preferences-context'
import { matchShortcut, takesKeys } from './match-shortcut'
import type { ShortcutId } from './shortcut-list'

/** What each key does just now. */
type Handlers = Map<ShortcutId, () => void>

const HandlersContext = createContext<Handlers | null>(null)

/** Listens to the keys of the call, once for all that `useShortcut` below it names. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [handlers] = useState<Handlers>(() => new Map())
  const { hasSingleKeys } = useViewPreferences().preferences
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && takesKeys(event.target)) return
      const id = matchShortcut(event, hasSingleKeys)
      const act = id === null ? undefined : handlers.get(id)
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', handleKeyDown)
    return () => document.removeEventListener('keydown', handleKeyDown)
  }, [handlers, hasSingleKeys])
  return <HandlersContext value={handlers}>{children}</HandlersContext>
}

/** Says what a key of the list does while the component is there. null: nothing just now. */
export function useShortcut(id: ShortcutId, act: (() => void) | null): void {
  const handlers = useContext(HandlersContext)
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (handlers === null) return
    const handle = () => latest.current?.()
    handlers.set(id, handle)
    return () => {
      if (handlers.get(id) === handle) handlers.delete(id)
    }
  }, [handlers, id])
}
