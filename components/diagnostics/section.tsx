'use client'

import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  /** What it shows, in a line. */
  hint: string
  children: ReactNode
}

/** A titled part of the connection panel. */
export function Section({ title, hint, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h3 id={id} className="font-semibold">
        {title}
      </h3>
      <p className="text-sm text-ink-soft">{hint}</p>
      {children}
    </section>
  )
}
