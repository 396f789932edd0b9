'use client'

import { useEffect, useState } from 'react'
import { useTranslator } from './i18n/translator-context'

/**
 * Fetches code when it is first wanted, with the texts that only such code shows, and keeps it.
 * @param load Where from; null: nothing is wanted now. The same function each time for the same thing.
 * @param onFailure Called where it cannot be had, as while the server is gone.
 * @returns What was loaded by this very `load`; null until it is there.
 */
export function useLoaded<T>(load: (() => Promise<T>) | null, onFailure: () => void): T | null {
  const [loaded, setLoaded] = useState<{ readonly by: () => Promise<T>; readonly value: T } | null>(null)
  const { fetchRest } = useTranslator()
  useEffect(() => {
    if (load === null || loaded?.by === load) return
    let isWanted = true
    Promise.all([load(), fetchRest()]).then(
      ([value]) => isWanted && setLoaded({ by: load, value }),
      () => isWanted && onFailure(),
    )
    return () => {
      isWanted = false
    }
  }, [load, loaded, fetchRest, onFailure])
  return loaded !== null && loaded.by === load ? loaded.value : null
}
