import type { ReactNode } from 'react'

interface IconButtonProps {
  /** The accessible name, also shown as the tooltip. */
  label: string
  icon: ReactNode
  kind?: 'quiet' | 'off' | 'active' | 'danger'
  /** Cannot act just now, for a moment; unlike a disabled button it keeps the keyboard's place. */
  isBusy?: boolean
  /** Absent: the button is disabled. */
  onClick?: (() => void) | undefined
}

/** A round button that shows an icon and tells its name to screen readers and pointers at rest. */
export function IconButton({ label, icon, kind = 'quiet', isBusy = false, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={`button button-round button-${kind}`}
      aria-label={label}
      title={label}
      disabled={onClick === undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
    >
      {icon}
    </button>
  )
}
