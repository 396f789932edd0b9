'use client'

import type { ReactNode } from 'react'
import { Brand } from './brand'

interface MessagePageProps {
  title: string
  text: string
  level: 'status' | 'alert'
  /** Machine-readable: why this page is shown. */
  code: string
  /** What the person can do now. */
  children: ReactNode
}

/**
 * A page that says one thing and offers the way on. The client's, so that a room's page does not carry how the page looks that says that
 * there is none.
 */
export function MessagePage({ title, text, level, code, children }: MessagePageProps) {
  return (
    <div className="safe-area flex min-h-dvh flex-col">
      <header>
        <Brand />
      </header>
      <main className="mx-auto flex w-full max-w-lg flex-1 flex-col justify-center gap-6 py-10">
        <div role={level} data-code={code}>
          <h1 id="screen-title" tabIndex={-1} className="mb-3 text-4xl">
            {title}
          </h1>
          <p className="text-lg text-ink-soft">{text}</p>
        </div>
        <div className="flex flex-wrap gap-3">{children}</div>
      </main>
    </div>
  )
}
