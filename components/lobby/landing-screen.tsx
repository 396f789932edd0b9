'use client'

import { Brand } from '@/components/ui/brand'
import { Button } from '@/components/ui/button'
import { LanguageSwitch } from '@/components/ui/i18n/language-switch'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { RingArt } from '@/components/ui/ring-art'
import { useIsHydrated } from '@/components/ui/use-is-hydrated'
import { GoToRoomForm } from './go-to-room-form'
import { openNewRoom } from './open-new-room'

/** The start page: what Earshot is, and the two ways into a room. */
export function LandingScreen() {
  const t = useTranslator()
  const isHydrated = useIsHydrated()
  return (
    <div className="safe-area relative isolate flex min-h-dvh flex-col overflow-clip">
      <header>
        <Brand />
      </header>
      <main className="mx-auto grid w-full max-w-6xl flex-1 items-center gap-x-16 gap-y-6 py-6 md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
        <div>
          <h1 className="mb-4 text-5xl sm:text-6xl short:text-4xl">{t('landing.title')}</h1>
          <p className="mb-8 max-w-prose short:mb-4 text-lg text-ink-soft">{t('landing.lead')}</p>
          <fieldset disabled={!isHydrated} className="flex max-w-md flex-col gap-6">
            <div>
              <Button kind="primary" className="w-full text-lg" onClick={() => void openNewRoom()}>
                {t('landing.new')}
              </Button>
              <p className="mt-2 text-sm text-ink-soft">{t('landing.newHint')}</p>
            </div>
            <p className="flex items-center gap-3 text-sm text-ink-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              {t('landing.or')}
            </p>
            <GoToRoomForm />
          </fieldset>
        </div>
        <RingArt
          label={t('landing.art')}
          className="max-md:absolute max-md:-top-28 max-md:-right-32 max-md:-z-10 max-md:w-80 max-md:opacity-35 md:w-full"
        />
      </main>
      <footer className="flex flex-wrap items-center justify-between gap-3">
        <a href="/doctor" className="flex min-h-11 items-center text-sm underline underline-offset-4">
          {t('landing.doctor')}
        </a>
        <LanguageSwitch />
      </footer>
    </div>
  )
}
