import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { TranslatorProvider } from '@/components/ui/i18n/translator-context'
import { RegisterServiceWorker } from '@/components/ui/register-service-worker'
import { loadMessages } from '@/messages/load-messages'
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
  const messages = await loadMessages(language)
  return (
    <html lang={language}>
      <body>
        <TranslatorProvider language={language} messages={messages}>
          {children}
          <RegisterServiceWorker />
        </TranslatorProvider>
      </body>
    </html>
  )
}
