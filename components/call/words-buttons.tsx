'use client'

import Hand from 'lucide-react/icons/hand'
import MessageSquare from 'lucide-react/icons/message-square'
import { PanelButton } from '@/components/panels/surface-buttons'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { IconButton } from '@/components/ui/icon-button'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import { CountBadge } from './count-badge'
import { useWaitingWords } from './use-waiting-words'

/** Opens the chat; says how much in it waits to be read. */
export function ChatButton() {
  const t = useTranslator()
  const waiting = useWaitingWords()
  return (
    <PanelButton
      id="chat"
      label={waiting > 0 ? t('chat.unread', { count: waiting }) : t('chat.title')}
      icon={
        <span className="relative">
          <MessageSquare className="size-5" />
          <span className="absolute -top-3.5 left-3">
            <CountBadge count={waiting} />
          </span>
        </span>
      }
    />
  )
}

/** Raises the hand and lowers it. */
export function HandButton() {
  const t = useTranslator()
  const { toggleHand } = useCallActions()
  const isUp = useCall((state) => state.handRaisedAt !== null)
  return (
    <IconButton
      label={isUp ? t('hand.lower') : t('hand.raise')}
      icon={<Hand className="size-5" />}
      kind={isUp ? 'active' : 'quiet'}
      onClick={toggleHand}
    />
  )
}
