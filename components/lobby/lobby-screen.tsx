'use client'

import { DevicePicker } from '@/components/panels/device-picker'
import { Invitation } from '@/components/panels/invitation'
import { KeptRecordingsCard } from '@/components/panels/kept-recordings-card'
import { KnockBell } from '@/components/panels/knock-bell'
import { SettingsButton } from '@/components/panels/settings-button'
import { SignalingBanner } from '@/components/panels/signaling-banner'
import { Brand } from '@/components/ui/brand'
import { LanguageSwitch } from '@/components/ui/i18n/language-switch'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { CameraPreview } from './camera-preview'
import { JoinForm } from './join-form'
import { MediaProblem } from './media-problem'
import { NotifyButton } from './notify-button'
import { OfferList } from './offer-list'
import { PrivacyLine } from './privacy-line'
import { WhoIsHere } from './who-is-here'

/** Before the call: how one looks and sounds, who is here, who rings, and the way in. */
export function LobbyScreen() {
  const t = useTranslator()
  const room = useCall((state) => state.room)
  const microphoneError = useCall(({ media }) =>
    media.microphone.error === media.camera.error ? null : media.microphone.error,
  )
  return (
    <div className="safe-area flex min-h-dvh flex-col gap-4">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Brand />
        <div className="flex items-center gap-2">
          <LanguageSwitch />
          <SettingsButton />
        </div>
      </header>
      <SignalingBanner />
      <main className="mx-auto grid w-full max-w-6xl flex-1 grid-cols-[minmax(0,1fr)] content-start items-start gap-5 md:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)] md:grid-rows-[auto_auto_1fr] md:gap-x-8 sm:short:grid-cols-2 sm:short:gap-y-3 lg:pt-8">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 md:col-span-2 sm:short:col-span-2">
          <h1 id="screen-title" tabIndex={-1} className="min-w-0 flex-1 basis-48 text-3xl break-words">
            <span className="sr-only">{t('room.label')} </span>
            {room}
          </h1>
          <Invitation />
          <PrivacyLine />
        </div>
        <div className="flex flex-col gap-4">
          <CameraPreview />
          {microphoneError !== null && (
            <MediaProblem code={microphoneError} className="rounded-card border border-danger p-4" />
          )}
        </div>
        <div className="flex flex-col gap-5 md:row-span-2 sm:short:row-span-2">
          <KnockBell />
          <OfferList />
          <div className="card flex flex-col gap-6 p-5">
            <JoinForm />
            <WhoIsHere />
            <NotifyButton />
          </div>
          <KeptRecordingsCard />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <DevicePicker kind="camera" />
          <DevicePicker kind="microphone" />
        </div>
      </main>
    </div>
  )
}
