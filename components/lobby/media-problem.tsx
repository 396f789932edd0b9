'use client'

import { useCallback, useState } from 'react'
import { describeCode } from '@/components/panels/notice-text'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useLoaded } from '@/components/ui/use-loaded'
import type { MediaProblemProps } from './media-problem-panel'

/** Most people never see it, so it is not in what a room page loads first. */
const load = async () => (await import('./media-problem-panel')).MediaProblemPanel

/** What is wrong with a device, and how to mend it; the former alone while the server is gone. */
export function MediaProblem(props: MediaProblemProps) {
  const t = useTranslator()
  const [isMissing, setMissing] = useState(false)
  const doWithout = useCallback(() => setMissing(true), [])
  const MediaProblemPanel = useLoaded(load, doWithout)
  if (MediaProblemPanel !== null) return <MediaProblemPanel {...props} />
  return (
    isMissing && (
      <p role="alert" data-code={props.code}>
        {describeCode(t, props.code)}
      </p>
    )
  )
}
