'use client'

import type { ReactNode } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { type DialogId, PANELS, type PanelId } from './surface-registry'
import { useSurfaces } from './surfaces'

interface PanelButtonProps {
  id: PanelId
  icon: ReactNode
  /** The button's name, where it is not the panel's title. */
  label?: string
}

/** Opens a panel beside the call, and closes it. */
export function PanelButton({ id, icon, label }: PanelButtonProps) {
  const t = useTranslator()
  const { panel, togglePanel } = useSurfaces()
  return (
    <IconButton
      label={label ?? t(PANELS[id].title)}
      icon={icon}
      kind={panel === id ? 'active' : 'quiet'}
      isExpanded={panel === id}
      onClick={() => togglePanel(id)}
    />
  )
}

/** Opens a dialog over the call. */
export function DialogButton({ id, icon, label }: { id: DialogId; icon: ReactNode; label: string }) {
  const { openDialog } = useSurfaces()
  return <IconButton label={label} icon={icon} onClick={() => openDialog(id)} />
}
