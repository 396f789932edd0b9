'use client'

import { useEffect, useRef } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import type { ChatEntryView } from '@/lib/browser/store/chat-state'
import { ChatEntry } from './chat-entry'

/** Messages of one author within this time stand together. */
const TOGETHER_MS = 180_000
/** Who has scrolled up reads, and is not to be moved. */
const NEAR_END_PX = 80

function continues(entry: ChatEntryView, before: ChatEntryView | undefined): boolean {
  return before?.authorId === entry.authorId && entry.sentAt - before.sentAt < TOGETHER_MS
}

/** What was written, the newest at the end; read out as it comes. */
export function ChatLog() {
  const t = useTranslator()
  const entries = useCall((state) => state.chat.entries)
  const ref = useRef<HTMLDivElement>(null)
  const wasAtEnd = useRef(true)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message moves the view
  useEffect(() => {
    const log = ref.current
    if (log !== null && wasAtEnd.current) log.scrollTop = log.scrollHeight
  }, [entries])

  // What is written below, files and a phone's keyboard take room from it.
  useEffect(() => {
    const log = ref.current
    if (log === null) return
    const observer = new ResizeObserver(() => {
      if (wasAtEnd.current) log.scrollTop = log.scrollHeight
    })
    observer.observe(log)
    return () => observer.disconnect()
  }, [])

  return (
    <div
      ref={ref}
      role="log"
      aria-label={t('chat.log')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by the keyboard
      tabIndex={0}
      onScroll={({ currentTarget: log }) => {
        wasAtEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX
      }}
      className="-mx-4 min-h-16 flex-1 overflow-y-auto px-4 sm:-mx-5 sm:px-5"
    >
      {entries.length === 0 ? (
        <p className="py-6 text-center text-sm text-ink-soft">{t('chat.empty')}</p>
      ) : (
        <ol className="flex flex-col gap-1 pb-2">
          {entries.some(({ isToldByOthers }) => isToldByOthers) && (
            <li className="self-center py-1 text-center text-xs text-ink-soft">{t('chat.earlier')}</li>
          )}
          {entries.map((entry, index) => (
            <ChatEntry key={entry.id} entry={entry} isContinuation={continues(entry, entries[index - 1])} />
          ))}
        </ol>
      )}
    </div>
  )
}
