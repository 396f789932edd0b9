'use client'

import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { CallActions } from './actions'
import type { CallState } from './state'

/** A room page's store and its actions, as components get them. */
export interface CallStore {
  readonly state: StoreApi<CallState>
  readonly actions: CallActions
}

const CallStoreContext = createContext<CallStore | null>(null)

/** Gives the components below it the one store of this page. */
export function CallStoreProvider({ store, children }: { store: CallStore; children: ReactNode }) {
  return <CallStoreContext value={store}>{children}</CallStoreContext>
}

function useCallStore(): CallStore {
  const store = useContext(CallStoreContext)
  if (store === null) throw new Error('useCall and useCallActions need a CallStoreProvider above them')
  return store
}

/** Renders again when what `selector` picks changes by identity; selectors that build objects need `useShallow`. */
export function useCall<T>(selector: (state: CallState) => T): T {
  return useStore(useCallStore().state, selector)
}

export function useCallActions(): CallActions {
  return useCallStore().actions
}
