import type { KeyboardEventHandler, ReactNode } from 'react'

interface TileButtonProps {
  /** The accessible name, also shown as the tooltip. */
  label: string
  icon: ReactNode
  /** For one that stays pressed. */
  isPressed?: boolean
  onClick: () => void
  onKeyDown?: KeyboardEventHandler<HTMLButtonElement>
}

/** A small button on a tile. */
export function TileButton({ label, icon, isPressed, onClick, onKeyDown }: TileButtonProps) {
  return (
    <button
      type="button"
      className="tile-button"
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {icon}
    </button>
  )
}
