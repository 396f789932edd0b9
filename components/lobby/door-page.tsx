'use client'

import type { ReactNode } from 'react'
import { SignalingBanner } from '@/components/panels/signaling-banner'
import { Brand } from '@/components/ui/brand'
import { LanguageSwitch } from '@/components/ui/i18n/language-switch'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { CameraPreview } from './camera-preview'

interface DoorPageProps {
  title: string
  text: string
  children: ReactNode
}

/** Before the room's door: which room, how one will be seen once inside, and what the door asks for. */
export function DoorPage({ title, text, children }: DoorPageProps) {
  const t = useTranslator()
  const room = useCall((state) => state.room)
  return (
    <div className="safe-area flex min-h-dvh flex-col gap-4">
      <header className="flex items-center justify-between gap-4">
        <Brand />
        <LanguageSwitch />
      </header>
      <SignalingBanner />
      <main className="mx-auto grid w-full max-w-5xl flex-1 grid-cols-[minmax(0,1fr)] content-start items-center gap-5 md:grid-cols-2 md:content-center md:gap-10 sm:short:grid-cols-2">
        <div className="flex flex-col gap-5">
          <div>
            <p className="mb-1 break-words text-ink-soft">
              {t('room.label')} {room}
            </p>
            <h1 id="screen-title" tabIndex={-1} className="mb-2 text-3xl">
              {title}
            </h1>
            <p className="max-w-prose text-ink-soft">{text}</p>
          </div>
          {children}
        </div>
        <CameraPreview />
      </main>
    </div>
  )
}
