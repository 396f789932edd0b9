'use client'

import { DialogSlot } from '@/components/panels/dialog-slot'
import { Invitation } from '@/components/panels/invitation'
import { KnockBell } from '@/components/panels/knock-bell'
import { SidePanel } from '@/components/panels/side-panel'
import { SignalingBanner } from '@/components/panels/signaling-banner'
import { SurfacesProvider } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { Logo } from '@/components/ui/logo'
import { useCall } from '@/lib/browser/store/call-store-context'
import { CallClock } from './call-clock'
import { CallShortcuts } from './call-shortcuts'
import { FileDrop } from './file-drop'
import { PictureInPictureProvider } from './picture-in-picture/picture-in-picture'
import { PinnedProvider } from './pinned-context'
import { RecordingBanner } from './recording-banner'
import { ShortcutsProvider } from './shortcuts/shortcuts-provider'
import { Stage } from './stage'
import { Toolbar } from './toolbar'
import { useCallComforts } from './use-call-comforts'
import { useJoinTones } from './use-join-tones'
import { WordsAnnouncer } from './words-announcer'

function CallHeader() {
  const t = useTranslator()
  const room = useCall((state) => state.room)
  const count = useCall((state) => state.participants.filter((person) => person.isInCall).length + 1)
  return (
    <header className="mb-2 flex flex-none items-center gap-3 short:sr-only">
      <Logo className="size-7 flex-none" />
      <h1 id="screen-title" tabIndex={-1} className="min-w-0 flex-1 truncate text-lg">
        <span className="sr-only">{t('call.title')} </span>
        {room}
      </h1>
      <p className="flex flex-none gap-3 text-sm text-ink-soft">
        <span className="max-sm:sr-only">{t('call.people', { count })}</span>
        <CallClock />
      </p>
      <span className="max-sm:hidden">{count > 1 && <Invitation />}</span>
    </header>
  )
}

/** The call: the people, and what one does in it. On a low screen the toolbar stands at the side. */
export function CallScreen() {
  useJoinTones()
  useCallComforts(useCall((state) => state.participants.some((person) => person.isInCall)))
  return (
    <SurfacesProvider>
      <ShortcutsProvider>
        <PictureInPictureProvider>
          <CallShortcuts />
          <div className="safe-area call-room flex h-dvh flex-col gap-3 short:flex-row">
            <div className="flex min-h-0 min-w-0 flex-1 flex-col">
              <CallHeader />
              <div className="banners">
                <SignalingBanner />
                <KnockBell />
                <RecordingBanner />
              </div>
              <div className="relative flex min-h-0 min-w-0 flex-1 gap-3">
                <main className="relative min-h-0 min-w-0 flex-1">
                  <PinnedProvider>
                    <Stage />
                  </PinnedProvider>
                  <WordsAnnouncer />
                </main>
                <SidePanel />
              </div>
            </div>
            <footer className="flex flex-none flex-col justify-center">
              <Toolbar />
            </footer>
          </div>
          <FileDrop />
          <DialogSlot />
        </PictureInPictureProvider>
      </ShortcutsProvider>
    </SurfacesProvider>
  )
}
