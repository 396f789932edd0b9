'use client'

import { useId } from 'react'

interface SwitchFieldProps {
  label: string
  /** What it does. */
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** Something that is on or off, by the browser's own checkbox in the shape of a switch, with what it does. */
export function SwitchField({ label, hint, isOn, onChange }: SwitchFieldProps) {
  const hintId = useId()
  return (
    <div>
      <label className="flex min-h-11 cursor-pointer items-center justify-between gap-4 font-semibold">
        {label}
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          aria-describedby={hint === undefined ? undefined : hintId}
          className="switch"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      {hint !== undefined && (
        <p id={hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
    </div>
  )
}
