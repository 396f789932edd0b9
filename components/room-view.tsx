'use client'

import { useEffect, useRef } from 'react'
import { CallScreen } from '@/components/call/call-screen'
import { LobbyScreen } from '@/components/lobby/lobby-screen'
import { LeftScreen } from '@/components/panels/left-screen'
import { NoticeBoard } from '@/components/panels/notice-board'
import { RefusedScreen } from '@/components/panels/refused-screen'
import { SupersededScreen } from '@/components/panels/superseded-screen'
import { useCall } from '@/lib/browser/store/call-store-context'

function Screen() {
  const phase = useCall((state) => state.phase)
  switch (phase) {
    case 'lobby':
      return <LobbyScreen />
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
    <>
      <Screen />
      <NoticeBoard />
    </>
  )
}
