import type { ButtonHTMLAttributes } from 'react'

interface ButtonProps
  extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'className' | 'disabled'> {
  kind?: 'primary' | 'quiet' | 'danger'
  type?: 'button' | 'submit'
  /** For a button that submits: whether it cannot just now. */
  isDisabled?: boolean
  /** More classes, for placing it. */
  className?: string
}

/** A button with a text. Without `onClick` it is disabled, unless it submits a form. */
export function Button({
  kind = 'quiet',
  type = 'button',
  isDisabled = false,
  className = '',
  ...rest
}: ButtonProps) {
  const hasNoAction = type === 'button' && rest.onClick === undefined
  return (
    <button
      {...rest}
      type={type}
      disabled={isDisabled || hasNoAction}
      className={`button button-${kind} ${className}`}
    />
  )
}
