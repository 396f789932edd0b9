import { MessagePage } from '@/components/ui/message-page'
import { readRequestTranslator } from '@/messages/request-language'

export default async function NotFoundPage() {
  const t = await readRequestTranslator()
  return (
    <MessagePage title={t('notFound.title')} text={t('notFound.text')} level="alert" code="not-found">
      <a className="button button-primary" href="/">
        {t('notFound.home')}
      </a>
    </MessagePage>
  )
}
