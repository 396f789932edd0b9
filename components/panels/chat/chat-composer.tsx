'use client'

import Paperclip from 'lucide-react/icons/paperclip'
import Send from 'lucide-react/icons/send'
import Smile from 'lucide-react/icons/smile'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { describeCode } from '@/components/panels/notice-text'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { EmojiPicker } from './emoji-picker'

/** Offers files that are chosen from the device. */
function FileButton() {
  const t = useTranslator()
  const { offerFiles } = useCallActions()
  const ref = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        label={t('files.send')}
        icon={<Paperclip className="size-5" />}
        onClick={() => ref.current?.click()}
      />
      <input
        ref={ref}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={({ currentTarget: input }) => {
          if (input.files !== null) offerFiles([...input.files])
          input.value = ''
        }}
      />
    </>
  )
}

/** Where one writes: Enter sends, Shift and Enter begins another line. What could not be sent stays, with the reason. */
export function ChatComposer() {
  const t = useTranslator()
  const { postChat, draftChat } = useCallActions()
  const draft = useCall((state) => state.chat.draft)
  const [refusal, setRefusal] = useState<string | null>(null)
  const refusalId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [isPicking, setPicking] = useState(false)

  const send = async () => {
    const outcome = await postChat(draft)
    if (outcome === null) draftChat('')
    setRefusal(outcome === 'chat-empty' ? null : outcome)
  }
  const insert = (emoji: string) => {
    const area = field.current
    if (area === null) return
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end')
    draftChat(area.value)
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    // The Enter that ends the composition of a character (IME) sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  return (
    <div className="flex flex-none flex-col gap-1">
      {refusal !== null && (
        <p id={refusalId} role="alert" data-code={refusal} className="text-sm text-danger-text">
          {describeCode(t, refusal)}
        </p>
      )}
      {isPicking && (
        <EmojiPicker
          onPick={insert}
          onClose={() => {
            setPicking(false)
            field.current?.focus()
          }}
        />
      )}
      <form
        className="flex items-end gap-1.5"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <FileButton />
        <div className="relative flex min-w-0 flex-1">
          <textarea
            ref={field}
            aria-label={t('chat.message')}
            aria-describedby={refusal === null ? undefined : refusalId}
            placeholder={t('chat.placeholder')}
            className="field field-sizing-content max-h-40 min-h-12 resize-none py-2.5 pr-11"
            rows={1}
            dir="auto"
            value={draft}
            onChange={(event) => draftChat(event.target.value)}
            onKeyDown={handleKeyDown}
          />
          <button
            type="button"
            aria-label={t('chat.emoji')}
            title={t('chat.emoji')}
            aria-expanded={isPicking}
            className="absolute right-0.5 bottom-0.5 grid size-11 cursor-pointer place-items-center rounded-full text-ink-soft hover:text-ink aria-expanded:text-accent-text"
            onClick={() => setPicking(!isPicking)}
          >
            <Smile className="size-5" aria-hidden="true" />
          </button>
        </div>
        <IconButton
          label={t('chat.send')}
          icon={<Send className="size-5" />}
          kind="active"
          onClick={() => void send()}
        />
      </form>
    </div>
  )
}
