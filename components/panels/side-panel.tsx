'use client'

import X from 'lucide-react/icons/x'
import { useEffect, useId, useRef } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useLoaded } from '@/components/ui/use-loaded'
import { fetchSurfaces, PANELS, type PanelId } from './surface-registry'
import { useSurfaces } from './surfaces'
import { useFetchWhenSettled } from './use-fetch-when-settled'

/** Gives the keyboard's place back to what opened the panel, unless it has gone elsewhere meanwhile. */
function useReturnedFocus(panelRef: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const panel = panelRef.current
    const opener = document.activeElement
    panel?.focus()
    return () => {
      const isFocusLost = document.activeElement === document.body || panel?.contains(document.activeElement)
      if (isFocusLost && opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [panelRef])
}

function OpenPanel({ id }: { id: PanelId }) {
  const t = useTranslator()
  const { closePanel } = useSurfaces()
  const { title, load } = PANELS[id]
  const Content = useLoaded(load, closePanel)
  const ref = useRef<HTMLElement>(null)
  const titleId = useId()
  useReturnedFocus(ref)
  return (
    <section
      ref={ref}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) closePanel()
      }}
      className="card panel flex min-h-0 flex-col"
    >
      <header className="flex flex-none items-center justify-between py-1 pr-1 pl-5">
        <h2 id={titleId} className="text-xl">
          {t(title)}
        </h2>
        <button
          type="button"
          aria-label={t('dialog.close')}
          className="grid size-11 cursor-pointer place-items-center rounded-full hover:bg-sunken"
          onClick={closePanel}
        >
          <X className="size-5" />
        </button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 pb-4 sm:px-5 sm:pb-5">
        {Content !== null && <Content />}
      </div>
    </section>
  )
}

/**
 * The place beside the call for one panel: a dialog that leaves the call at hand, over the stage where the window is narrow. The keyboard's
 * place moves in and, when it closes, back; Escape closes it.
 */
export function SidePanel() {
  const { fetchRest } = useTranslator()
  const { panel } = useSurfaces()
  useFetchWhenSettled(fetchSurfaces)
  useFetchWhenSettled(fetchRest)
  return panel !== null && <OpenPanel key={panel} id={panel} />
}
