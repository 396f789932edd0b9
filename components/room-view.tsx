'use client'

import { lazy, Suspense, useEffect, useRef } from 'react'
import { CallScreen } from '@/components/call/call-screen'
import { LobbyScreen } from '@/components/lobby/lobby-screen'
import { LeftScreen } from '@/components/panels/left-screen'
import { NoticeBoard } from '@/components/panels/notice-board'
import { AnnouncerProvider } from '@/components/ui/announcer'
import { useCall } from '@/lib/browser/store/call-store-context'
import { ViewPreferencesProvider } from './view-preferences-context'

// Rare, and the server is there to say so and to send them: they need not be in what a room page loads first.
const RefusedScreen = lazy(async () => ({
  default: (await import('@/components/panels/refused-screen')).RefusedScreen,
}))
const PasscodeScreen = lazy(async () => ({
  default: (await import('@/components/lobby/passcode-screen')).PasscodeScreen,
}))
const KnockScreen = lazy(async () => ({
  default: (await import('@/components/lobby/knock-screen')).KnockScreen,
}))
const SupersededScreen = lazy(async () => ({
  default: (await import('@/components/panels/superseded-screen')).SupersededScreen,
}))

function Screen() {
  const phase = useCall((state) => state.phase)
  switch (phase) {
    case 'lobby':
      return <LobbyScreen />
    case 'passcode':
      return <PasscodeScreen />
    case 'knocking':
      return <KnockScreen />
    case 'call':
      return <CallScreen />
    case 'left':
      return <LeftScreen />
    case 'superseded':
      return <SupersededScreen />
    case 'refused':
      return <RefusedScreen />
  }
}

/** Moves the keyboard's place to the new screen's title, for the button that led there is gone. */
function useFocusOnNewScreen(): void {
  const phase = useCall((state) => state.phase)
  const lastPhase = useRef(phase)
  useEffect(() => {
    if (lastPhase.current === phase) return
    lastPhase.current = phase
    document.getElementById('screen-title')?.focus()
  }, [phase])
}

/** A room page: the screen of its phase, and the notices over it. */
export function RoomView() {
  useFocusOnNewScreen()
  return (
    <AnnouncerProvider>
      <ViewPreferencesProvider>
        <Suspense>
          <Screen />
        </Suspense>
        <NoticeBoard />
      </ViewPreferencesProvider>
    </AnnouncerProvider>
  )
}
