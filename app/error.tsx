'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import { MessagePage } from '@/components/ui/message-page'

export default function ErrorPage() {
  const t = useTranslator()
  return (
    <MessagePage title={t('crash.title')} text={t('crash.text')} level="alert" code="page-crashed">
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        {t('crash.retry')}
      </button>
    </MessagePage>
  )
}
