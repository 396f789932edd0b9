'use client'

import { useEffect } from 'react'
import { FileList } from '@/components/panels/files/file-list'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import { ChatComposer } from './chat-composer'
import { ChatLog } from './chat-log'

/** What people write to each other, and the files that they send. Loaded when first opened. */
export function ChatPanel() {
  const { showChat } = useCallActions()
  useEffect(() => {
    showChat(true)
    return () => showChat(false)
  }, [showChat])
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 short:gap-2">
      <ChatLog />
      <FileList />
      <ChatComposer />
    </div>
  )
}
