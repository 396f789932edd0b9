'use client'

import { useCall } from '@/lib/browser/store/call-store-context'
import { orderHands } from '@/lib/browser/store/chat-state'

/** @returns Which place somebody has among the raised hands, from 1; null where theirs is down. */
export function useHandPlace(id: string | null): number | null {
  return useCall(({ participants, selfId, handRaisedAt }) => {
    const others = participants.filter(({ isInCall }) => isInCall)
    const hands = selfId === null ? others : [...others, { id: selfId, handRaisedAt }]
    const index = id === null ? -1 : orderHands(hands).indexOf(id)
    return index < 0 ? null : index + 1
  })
}
