'use client'

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import {
  DEFAULT_VIEW,
  loadViewPreferences,
  saveViewPreferences,
  type ViewPreferences,
} from './view-preferences'

interface ViewPreferencesValue {
  readonly preferences: ViewPreferences
  /** Changes what is given, keeps the rest, and remembers it. */
  change(change: Partial<ViewPreferences>): void
}

const ViewPreferencesContext = createContext<ViewPreferencesValue>({
  preferences: DEFAULT_VIEW,
  change: () => undefined,
})

/** Keeps how the person likes the call to look: as remembered from the moment that the page's scripts run. */
export function ViewPreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(DEFAULT_VIEW)
  useEffect(() => setPreferences(loadViewPreferences(localStorage)), [])
  const value = useMemo<ViewPreferencesValue>(
    () => ({
      preferences,
      change: (change) => {
        const next = { ...preferences, ...change }
        setPreferences(next)
        saveViewPreferences(localStorage, next)
      },
    }),
    [preferences],
  )
  return <ViewPreferencesContext value={value}>{children}</ViewPreferencesContext>
}

/** @returns How the person likes the call to look, and the way to change it. */
export function useViewPreferences(): ViewPreferencesValue {
  return useContext(ViewPreferencesContext)
}
