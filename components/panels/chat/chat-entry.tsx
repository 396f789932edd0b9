'use client'

import { Fragment, memo } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { ChatEntryView } from '@/lib/browser/store/chat-state'
import { isEmojiAlone, splitLinks } from './split-links'

/** A text with its web addresses as links, which open elsewhere and tell nothing of this page. */
function LinkedText({ text }: { text: string }) {
  return splitLinks(text).map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
    if (piece.kind === 'text') return <Fragment key={index}>{piece.text}</Fragment>
    return (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's text never changes
        key={index}
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer"
        className="wrap-anywhere underline underline-offset-2"
      >
        {piece.text}
      </a>
    )
  })
}

interface ChatEntryProps {
  entry: ChatEntryView
  /** Follows one of the same author's closely: their name needs no repetition to the eye. */
  isContinuation: boolean
}

/** One message: who, when, what, and who does not have it yet. */
export const ChatEntry = memo(function ChatEntry({ entry, isContinuation }: ChatEntryProps) {
  const t = useTranslator()
  const { authorName, isOwn, sentAt, text, missing } = entry
  const time = new Intl.DateTimeFormat(t.language, { hour: '2-digit', minute: '2-digit' }).format(sentAt)
  return (
    <li className={`flex max-w-[90%] flex-col ${isOwn ? 'self-end items-end' : 'self-start items-start'}`}>
      <p className={isContinuation ? 'sr-only' : 'mt-2 px-1 text-xs text-ink-soft'}>
        <span className="font-semibold">{isOwn ? t('call.you') : authorName || t('guest.name')}</span>{' '}
        <time dateTime={new Date(sentAt).toISOString()}>{time}</time>
      </p>
      <p
        dir="auto"
        className={
          isEmojiAlone(text)
            ? 'emoji px-1 text-4xl'
            : `rounded-2xl px-3.5 py-2 break-words whitespace-pre-wrap ${isOwn ? 'bg-accent text-accent-ink' : 'bg-sunken'}`
        }
      >
        <LinkedText text={text} />
      </p>
      {missing.length > 0 && (
        <p data-code="chat-missing" className="px-1 text-xs text-danger-text">
          {t('chat.missing', {
            names: new Intl.ListFormat(t.language).format(missing.map((name) => name || t('guest.name'))),
          })}
        </p>
      )}
    </li>
  )
})
