import { createCallStore, type LiveCallStore } from '@/lib/browser/store/create-call-store'
import type { RoomQuery } from './room-query'

/** What the server tells of a room page's stay, as JSON in `data-stay` of its first script. */
export interface StayDescription {
  /** In normal form. */
  readonly room: string
  readonly query: RoomQuery
  /** The language's word for somebody without a name. */
  readonly guestName: string
}

declare global {
  interface Window {
    /** A stay that began before its page was hydrated, until the page takes it. */
    earshotEarlyStay?: { readonly room: string; readonly store: LiveCallStore } | undefined
  }
}

/**
 * A page that is not hydrated by then has broken: no device of the person stays open behind it. Slow networks bring React long after the
 * session.
 */
const PATIENCE_MS = 30_000

function beginStay({ room, query, guestName }: StayDescription): LiveCallStore {
  const { name, shouldJoin, isMicrophoneWanted, isCameraWanted } = query
  const store = createCallStore({
    room,
    guestName,
    wishes: { name, shouldJoin, isMicrophoneOn: isMicrophoneWanted, isCameraOn: isCameraWanted },
  })
  store.start()
  return store
}

/**
 * Begins the stay of a room page while React has not looked at it yet: the socket is asked to join and the devices open meanwhile. On any
 * other page it does nothing.
 */
function beginEarlyStay(): void {
  const described = document.querySelector<HTMLElement>('script[data-stay]')?.dataset.stay
  if (described === undefined) return
  const description: StayDescription = JSON.parse(described)
  const early = { room: description.room, store: beginStay(description) }
  window.earshotEarlyStay = early
  setTimeout(() => {
    if (window.earshotEarlyStay !== early) return
    window.earshotEarlyStay = undefined
    early.store.close()
  }, PATIENCE_MS)
}

/** @returns The stay that began early, if it is in this room, or else one that begins now. The caller closes it. */
export function takeStay(description: StayDescription): LiveCallStore {
  const early = window.earshotEarlyStay
  window.earshotEarlyStay = undefined
  if (early?.room === description.room) return early.store
  early?.store.close()
  return beginStay(description)
}

// Where this is loaded in a browser it begins by itself: it is an entry of its own (app/[room]/early-entry.tsx).
if (typeof document !== 'undefined') {
  try {
    beginEarlyStay()
  } catch (error) {
    // Not thrown: a module that has failed is never there again, and React is to begin the stay then.
    reportError(error)
  }
}
