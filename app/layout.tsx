import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { RegisterServiceWorker } from '@/components/ui/register-service-worker'
import { pickFirstTexts } from '@/messages/first-texts'
import { loadMessages } from '@/messages/load-messages'
import { PageTexts } from '@/messages/page-texts'
import { readRequestLanguage, readRequestTranslator } from '@/messages/request-language'

export async function generateMetadata(): Promise<Metadata> {
  const t = await readRequestTranslator()
  return {
    title: { default: t('app.name'), template: `%s – ${t('app.name')}` },
    description: t('app.description'),
    applicationName: t('app.name'),
    referrer: 'no-referrer',
    appleWebApp: { title: t('app.name') },
    formatDetection: { telephone: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f1e7' },
    { media: '(prefers-color-scheme: dark)', color: '#181016' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const language = await readRequestLanguage()
  const messages = pickFirstTexts(await loadMessages(language))
  return (
    <html lang={language}>
      <body>
        <PageTexts language={language} messages={messages}>
          {children}
          <RegisterServiceWorker />
        </PageTexts>
      </body>
    </html>
  )
}
