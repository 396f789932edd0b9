import { type ReactNode, useId } from 'react'

interface IconButtonProps {
  /** The accessible name, also shown as the tooltip. */
  label: string
  icon: ReactNode
  kind?: 'quiet' | 'off' | 'active' | 'danger'
  /** Cannot act just now, for a moment; unlike a disabled button it keeps the keyboard's place. */
  isBusy?: boolean
  /** Cannot act until somebody else lets it: why. Keeps the keyboard's place too, so that the reason can be read. */
  obstacle?: string | null
  /** Absent: the button is disabled. */
  onClick?: (() => void) | undefined
}

/** A round button that shows an icon and tells its name to screen readers and pointers at rest. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, kind = 'quiet', isBusy = false, obstacle = null, onClick } = props
  const obstacleId = useId()
  const canAct = !isBusy && obstacle === null
  return (
    <button
      type="button"
      className={`button button-round button-${kind}`}
      aria-label={label}
      aria-describedby={obstacle === null ? undefined : obstacleId}
      title={obstacle ?? label}
      disabled={onClick === undefined}
      aria-disabled={canAct ? undefined : true}
      onClick={canAct ? onClick : undefined}
    >
      {icon}
      {obstacle !== null && (
        <span id={obstacleId} hidden>
          {obstacle}
        </span>
      )}
    </button>
  )
}
