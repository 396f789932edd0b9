'use client'

import { useAnnounce } from '@/components/ui/announcer'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useViewPreferences } from '@/components/view-preferences-context'
import type { StageView } from './arrange-stage'

/** @returns How the stage is arranged, and the way to have it the other way, which is also read out. */
export function useSwitchView(): { view: StageView; switchView: () => void } {
  const t = useTranslator()
  const announce = useAnnounce()
  const { preferences, change } = useViewPreferences()
  const isGrid = preferences.view === 'grid'
  return {
    view: preferences.view,
    switchView: () => {
      change({ view: isGrid ? 'speaker' : 'grid' })
      announce(t(isGrid ? 'view.isSpeaker' : 'view.isGrid'))
    },
  }
}
