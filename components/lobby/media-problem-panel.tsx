'use client'

import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCallActions } from '@/lib/browser/store/call-store-context'
import type { MediaErrorCode } from '@/lib/browser/store/state'
import { chooseMendKey } from './choose-mend-key'
import { detectBrowser } from './detect-browser'

export interface MediaProblemProps {
  code: MediaErrorCode
  className?: string
}

/** Which device gives nothing and why, how to mend it in this browser, and the button to try once more. */
export function MediaProblemPanel({ code, className = '' }: MediaProblemProps) {
  const t = useTranslator()
  const { retryMedia } = useCallActions()
  const browser = detectBrowser(navigator.userAgent, navigator.maxTouchPoints)
  return (
    <div
      role="alert"
      data-code={code}
      className={`flex flex-col items-center gap-3 text-center ${className}`}
    >
      <div className="max-w-prose text-sm sm:text-base">
        <p className="font-semibold">{t(`notice.${code}`)}</p>
        <p>
          {t(chooseMendKey(code, browser))} {t('preview.goOn')}
        </p>
      </div>
      {code !== 'insecure-origin' && <Button onClick={retryMedia}>{t('devices.retry')}</Button>}
    </div>
  )
}
