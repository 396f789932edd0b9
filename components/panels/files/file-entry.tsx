'use client'

import { type FocusEvent, useEffect, useRef } from 'react'
import { describeCode } from '@/components/panels/notice-text'
import { Button } from '@/components/ui/button'
import type { Translator } from '@/components/ui/i18n/translator'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { FileView } from '@/lib/browser/store/file-state'
import { formatBytes } from './format-bytes'

const OVER: ReadonlySet<FileView['status']> = new Set(['done', 'declined', 'ended'])

function describeStatus(t: Translator, file: FileView): string {
  if (file.status === 'ended') return describeCode(t, file.code ?? '', {})
  if (file.status === 'offered') return t(file.direction === 'in' ? 'files.offered' : 'files.asked')
  if (file.status === 'paused' && !file.isPausedHere) return t('files.pausedThere')
  return t(`files.${file.status}`)
}

/** What can be done with a file where it is now. */
function FileActions({ file }: { file: FileView }) {
  const t = useTranslator()
  const { acceptFile, declineFile, pauseFile, stopFile, forgetFile } = useCallActions()
  const { id, name, status, direction, isPausedHere, url } = file
  if (OVER.has(status)) {
    return (
      <>
        {url !== null && (
          <a className="button button-primary button-small" href={url} download={name}>
            {t('files.save')}
          </a>
        )}
        <Button
          className="button-small"
          aria-label={t('files.forgetName', { name })}
          onClick={() => forgetFile(id)}
        >
          {t('files.forget')}
        </Button>
      </>
    )
  }
  if (status === 'offered' && direction === 'in') {
    return (
      <>
        <Button
          kind="primary"
          className="button-small"
          aria-label={t('files.acceptName', { name })}
          onClick={() => acceptFile(id)}
        >
          {t('files.accept')}
        </Button>
        <Button
          className="button-small"
          aria-label={t('files.declineName', { name })}
          onClick={() => declineFile(id)}
        >
          {t('files.decline')}
        </Button>
      </>
    )
  }
  return (
    <>
      {status !== 'offered' && status !== 'checking' && (
        <Button
          className="button-small"
          aria-label={t(isPausedHere ? 'files.resumeName' : 'files.pauseName', { name })}
          onClick={() => pauseFile(id, !isPausedHere)}
        >
          {isPausedHere ? t('files.resume') : t('files.pause')}
        </Button>
      )}
      <Button
        className="button-small"
        aria-label={t('files.stopName', { name })}
        onClick={() => stopFile(id)}
      >
        {t('files.stop')}
      </Button>
    </>
  )
}

/** The file's fingerprint, by which anybody can compare it with any tool. */
function FileHash({ sha256 }: { sha256: string }) {
  const t = useTranslator()
  return (
    <details className="text-xs text-ink-soft">
      <summary className="cursor-pointer py-1">{t('files.verified')}</summary>
      <code data-testid="file-hash" className="break-all">
        {sha256}
      </code>
    </details>
  )
}

/** For a file's element: the keyboard's place stays with it when a change takes the button away that had it. */
function useKeptFocus(status: FileView['status']) {
  const ref = useRef<HTMLLIElement>(null)
  const hadFocus = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons change with the status
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) ref.current?.focus()
  }, [status])
  const onFocus = () => {
    hadFocus.current = true
  }
  // Without a new place the focus is not gone elsewhere, but lost.
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) hadFocus.current = false
  }
  return { ref, onFocus, onBlur }
}

/** One file on its way to or from one person. */
export function FileEntry({ file }: { file: FileView }) {
  const t = useTranslator()
  const { name, size, status, bytes, direction, participantId, sha256 } = file
  const person = useCall((state) => state.participants.find(({ id }) => id === participantId)?.name)
  const keptFocus = useKeptFocus(status)
  const isMoving =
    status === 'running' || status === 'paused' || status === 'waiting' || status === 'checking'
  return (
    <li
      {...keptFocus}
      tabIndex={-1}
      aria-label={name}
      className="flex flex-none flex-col gap-1.5 rounded-2xl border border-line p-3 focus-visible:-outline-offset-2"
    >
      <p className="font-semibold break-words">
        <bdi>{name}</bdi>
      </p>
      <p className="text-xs text-ink-soft">
        {t(direction === 'in' ? 'files.from' : 'files.to', { name: person || t('guest.name') })}
        {' · '}
        {isMoving && `${formatBytes(bytes, t.language)} / `}
        {formatBytes(size, t.language)}
      </p>
      {isMoving && <progress aria-label={name} value={bytes} max={Math.max(1, size)} className="progress" />}
      <p role="status" data-code={`file-${status}`} className="text-sm">
        {describeStatus(t, file)}
      </p>
      {sha256 !== null && <FileHash sha256={sha256} />}
      <div className="flex flex-wrap gap-2">
        <FileActions file={file} />
      </div>
    </li>
  )
}
