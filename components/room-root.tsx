'use client'

import { useEffect, useState } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { type CallStore, CallStoreProvider } from '@/lib/browser/store/call-store-context'
import { takeStay } from './early-stay'
import { createIdleCallStore } from './idle-call-store'
import type { RoomQuery } from './room-query'
import { RoomView } from './room-view'

interface RoomRootProps {
  /** In normal form. */
  room: string
  query: RoomQuery
}

/**
 * Owns the store of this page and with it the stay in the room, from mount to unmount. Taken in an effect, so that the
 * server renders the idle lobby, and so that StrictMode's second mount gets a session of its own.
 */
export function RoomRoot({ room, query }: RoomRootProps) {
  const t = useTranslator()
  const [idleStore] = useState(() => createIdleCallStore(room))
  const [liveStore, setLiveStore] = useState<CallStore | null>(null)
  const { name, shouldJoin, isMicrophoneWanted, isCameraWanted } = query
  const guestName = t('guest.name')

  // Another key in the same address is another room, and browsers load no page for a change of the fragment.
  useEffect(() => {
    const reload = () => location.reload()
    window.addEventListener('hashchange', reload)
    return () => window.removeEventListener('hashchange', reload)
  }, [])

  useEffect(() => {
    const wanted = { name, shouldJoin, isMicrophoneWanted, isCameraWanted }
    const store = takeStay({ room, guestName, query: wanted })
    setLiveStore(store)
    return () => {
      store.close()
      setLiveStore(null)
    }
  }, [room, guestName, name, shouldJoin, isMicrophoneWanted, isCameraWanted])

  return (
    <CallStoreProvider store={liveStore ?? idleStore}>
      <fieldset
        role="presentation"
        disabled={liveStore === null}
        className={liveStore === null ? 'starting contents' : 'contents'}
      >
        <RoomView />
      </fieldset>
    </CallStoreProvider>
  )
}
