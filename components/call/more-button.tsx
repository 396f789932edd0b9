'use client'

import Ellipsis from 'lucide-react/icons/ellipsis'
import { useRef, useState } from 'react'
import { useFetchWhenSettled } from '@/components/panels/use-fetch-when-settled'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useLoaded } from '@/components/ui/use-loaded'

const load = async () => (await import('./more-menu')).MoreMenu

/** Opens the menu of what is needed less often. */
export function MoreButton({ isCompact }: { isCompact: boolean }) {
  const t = useTranslator()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const Menu = useLoaded(isWanted ? load : null, () => {
    setWanted(false)
    setOpen(false)
  })
  useFetchWhenSettled(load)
  return (
    <>
      <IconButton
        ref={anchor}
        label={t('call.more')}
        icon={<Ellipsis className="size-5" />}
        isExpanded={isOpen && Menu !== null}
        hasPopup="menu"
        onClick={() => {
          setWanted(true)
          setOpen(!isOpen)
        }}
      />
      {Menu !== null && <Menu isOpen={isOpen} onOpenChange={setOpen} anchor={anchor} isCompact={isCompact} />}
    </>
  )
}
