import type { MessageKey } from '@/components/ui/i18n/message-key'
import type { MediaErrorCode } from '@/lib/browser/store/state'
import type { BrowserFamily } from './detect-browser'

/** @returns The text that says what to do about a device that gives nothing, in this browser. */
export function chooseMendKey(code: MediaErrorCode, browser: BrowserFamily): MessageKey {
  switch (code) {
    case 'microphone-denied':
    case 'camera-denied':
    case 'screen-denied':
      return `mend.denied.${browser}`
    case 'microphone-missing':
    case 'camera-missing':
      return 'mend.missing'
    case 'microphone-busy':
    case 'camera-busy':
    case 'screen-failed':
      return 'mend.busy'
    case 'microphone-lost':
    case 'camera-lost':
      return 'mend.lost'
    case 'insecure-origin':
      return 'mend.insecure'
  }
}
