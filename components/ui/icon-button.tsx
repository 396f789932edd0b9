import { type ReactNode, type Ref, useId } from 'react'

interface IconButtonProps {
  /** The accessible name, also shown as the tooltip. */
  label: string
  icon: ReactNode
  kind?: 'quiet' | 'off' | 'active' | 'danger'
  /** Cannot act just now, for a moment; unlike a disabled button it keeps the keyboard's place. */
  isBusy?: boolean
  /** Cannot act until somebody else lets it: why. Keeps the keyboard's place too, so that the reason can be read. */
  obstacle?: string | null
  /** For a button that opens something: whether it is open. */
  isExpanded?: boolean
  /** What it opens, where that is a menu. */
  hasPopup?: 'menu'
  ref?: Ref<HTMLButtonElement>
  /** Absent: the button is disabled. */
  onClick?: (() => void) | undefined
}

/** A round button that shows an icon and tells its name to screen readers and pointers at rest. */
export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon,
    kind = 'quiet',
    isBusy = false,
    obstacle = null,
    isExpanded,
    hasPopup,
    ref,
    onClick,
  } = props
  const obstacleId = useId()
  const canAct = !isBusy && obstacle === null
  return (
    <button
      ref={ref}
      type="button"
      className={`button button-round button-${kind}`}
      aria-label={label}
      aria-describedby={obstacle === null ? undefined : obstacleId}
      aria-expanded={isExpanded}
      aria-haspopup={hasPopup}
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
