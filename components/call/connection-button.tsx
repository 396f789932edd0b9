'use client'

import Activity from 'lucide-react/icons/activity'
import { useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useLoaded } from '@/components/ui/use-loaded'
import { TileButton } from './tile-button'

interface ConnectionButtonProps {
  /** Of the other participant. */
  name: string
  linkId: string
}

const load = async () => (await import('@/components/diagnostics/connection-dialog')).ConnectionDialog

/** Opens, from somebody's tile, what is known of the link to them. The panel is fetched when it is first opened. */
export function ConnectionButton({ name, linkId }: ConnectionButtonProps) {
  const t = useTranslator()
  const [isWanted, setWanted] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const Dialog = useLoaded(isWanted ? load : null, () => setWanted(false))
  return (
    <>
      <TileButton
        label={t('connection.open', { name })}
        icon={<Activity />}
        onClick={() => {
          setWanted(true)
          setOpen(true)
        }}
      />
      {Dialog !== null && <Dialog isOpen={isOpen} onOpenChange={setOpen} linkId={linkId} />}
    </>
  )
}
