'use client'

import { useEffect, useState } from 'react'
import { useSurfaces } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') === true

/** Takes files that are dropped anywhere on the call, or pasted, and offers them to everybody. Nothing else is taken from the browser. */
export function FileDrop() {
  const t = useTranslator()
  const { offerFiles } = useCallActions()
  const { panel, togglePanel } = useSurfaces()
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const lifetime = new AbortController()
    const { signal } = lifetime
    const offer = (files: FileList) => {
      if (files.length === 0) return
      offerFiles([...files])
      if (panel !== 'chat') togglePanel('chat')
    }
    const listen = { signal }
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event.dataTransfer)) return
        // Without this the browser would leave the call to show the file.
        event.preventDefault()
        setOver(true)
      },
      listen,
    )
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), listen)
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event.dataTransfer)) return
        event.preventDefault()
        setOver(false)
        offer(event.dataTransfer.files)
      },
      listen,
    )
    document.addEventListener(
      'paste',
      (event) => {
        const files = event.clipboardData?.files
        if (files === undefined || files.length === 0) return
        event.preventDefault()
        offer(files)
      },
      listen,
    )
    return () => lifetime.abort()
  }, [offerFiles, panel, togglePanel])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-40 grid place-items-center rounded-card border-4 border-accent border-dashed bg-tile/80 p-6 text-center text-xl text-tile-ink">
      {t('files.drop')}
    </div>
  )
}
