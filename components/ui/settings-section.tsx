'use client'

import { type ReactNode, useId } from 'react'

/** What belongs together in a dialog, under a title of its own. */
export function SettingsSection({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-4 border-line border-t pt-4">
      <h3 id={titleId} className="font-display text-lg">
        {title}
      </h3>
      {children}
    </section>
  )
}
