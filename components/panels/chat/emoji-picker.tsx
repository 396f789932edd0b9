'use client'

import { useEffect, useRef } from 'react'
import { useTranslator } from '@/components/ui/i18n/translator-context'

/** Those that people write most. All others come by the system's own picker. Screen readers know their names in every language. */
const EMOJI = ['😀', '😂', '😊', '😍', '😉', '🤔', '😮', '😢', '👍', '👎', '👏', '🙏', '👋', '❤️', '🎉', '🔥']

interface EmojiPickerProps {
  onPick: (emoji: string) => void
  /** Escape was pressed. */
  onClose: () => void
}

/** A few emoji to write with, one after another. Takes the keyboard's place when it opens. */
export function EmojiPicker({ onPick, onClose }: EmojiPickerProps) {
  const t = useTranslator()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <fieldset aria-label={t('chat.emoji')} className="grid grid-cols-8">
      {EMOJI.map((emoji, index) => (
        <button
          key={emoji}
          ref={index === 0 ? first : undefined}
          type="button"
          className="emoji grid h-11 cursor-pointer place-items-center rounded-xl text-2xl hover:bg-sunken"
          onClick={() => onPick(emoji)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            // It closes this, and not the chat around it.
            event.preventDefault()
            onClose()
          }}
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  )
}
