import { MessagePage } from '@/components/ui/message-page'
import { LIMITS } from '@/lib/protocol/limits'
import { readRequestTranslator } from '@/messages/request-language'

export default async function RoomNameInvalidPage() {
  const t = await readRequestTranslator()
  return (
    <MessagePage
      title={t('roomInvalid.title')}
      text={t('roomInvalid.text', { max: LIMITS.roomNameLength })}
      level="alert"
      code="room-name-invalid"
    >
      <a className="button button-primary" href="/">
        {t('notFound.home')}
      </a>
    </MessagePage>
  )
}
