import type { MetadataRoute } from 'next'
import { readRequestLanguage, readRequestTranslator } from '@/messages/request-language'

/** What a device shows of Earshot once it is installed (W3C Application Manifest), in the language that the browser asks for. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await readRequestTranslator()
  return {
    id: '/',
    name: t('app.name'),
    short_name: t('app.name'),
    description: t('app.description'),
    lang: await readRequestLanguage(),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#181016',
    theme_color: '#2b1a24',
    categories: ['communication'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  }
}
