'use client'

import { useCall } from '@/lib/browser/store/call-store-context'

/** @returns How many messages and offered files of others wait to be looked at. */
export function useWaitingWords(): number {
  const unread = useCall(({ chat }) => chat.unread)
  const offered = useCall(
    ({ chat, files }) =>
      files.filter(({ direction, status }) => !chat.isOpen && direction === 'in' && status === 'offered')
        .length,
  )
  return unread + offered
}
