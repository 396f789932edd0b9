'use client'

import { useEffect, useState } from 'react'
import { useSurfaces } from '@/components/panels/surfaces'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import { REACTION_KEYS } from './reaction-keys'

/** Long enough to read two lines. */
const SHOWN_MS = 7_000

/** What the last message or offered file says while nobody looks at the chat; null where there is none. */
function useNews(): { readonly id: string; readonly text: string; readonly code: string } | null {
  const t = useTranslator()
  const entry = useCall(({ chat }) =>
    chat.unread > 0 ? chat.entries.findLast(({ isOwn }) => !isOwn) : undefined,
  )
  const file = useCall(({ chat, files }) =>
    chat.isOpen
      ? undefined
      : files.findLast(({ direction, status }) => direction === 'in' && status === 'offered'),
  )
  const sender = useCall((state) => state.participants.find(({ id }) => id === file?.participantId)?.name)
  if (file !== undefined) {
    const text = t('files.news', { name: sender || t('guest.name'), file: file.name })
    return { id: file.id, text, code: 'file-news' }
  }
  if (entry === undefined) return null
  return { id: entry.id, text: `${entry.authorName || t('guest.name')}: ${entry.text}`, code: 'chat-news' }
}

/** Shows and reads out what is written while the chat is closed; a press opens it. */
function NewsToast() {
  const t = useTranslator()
  const { togglePanel } = useSurfaces()
  const news = useNews()
  const [seen, setSeen] = useState<string | null>(null)
  const id = news?.id ?? null
  useEffect(() => {
    if (id === null) return
    const timer = setTimeout(() => setSeen(id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [id])
  const isShown = news !== null && news.id !== seen
  return (
    <div
      role="status"
      data-code={isShown ? news.code : undefined}
      className="absolute inset-x-3 bottom-3 z-20 mx-auto w-fit max-w-full sm:max-w-md"
    >
      {isShown && (
        <button
          type="button"
          className="card flex min-h-11 max-w-full cursor-pointer items-center px-4 py-2 text-left"
          onClick={() => togglePanel('chat')}
        >
          <span className="line-clamp-2 break-words">{news.text}</span>
          <span className="sr-only">{t('chat.open')}</span>
        </button>
      )}
    </div>
  )
}

/** Reads out reactions, which are else for the eye alone. */
function ReactionAnnouncer() {
  const t = useTranslator()
  const last = useCall((state) =>
    state.reactions.findLast(({ participantId }) => participantId !== state.selfId),
  )
  const name = useCall((state) => state.participants.find(({ id }) => id === last?.participantId)?.name)
  return (
    <p role="status" className="sr-only">
      {last !== undefined &&
        t('reaction.news', { name: name || t('guest.name'), reaction: t(REACTION_KEYS[last.reaction]) })}
    </p>
  )
}

/** Tells of words to those who do not look at them: in the chat's absence, or without sight. */
export function WordsAnnouncer() {
  return (
    <>
      <NewsToast />
      <ReactionAnnouncer />
    </>
  )
}
