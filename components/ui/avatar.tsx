import { pickHue, pickInitials } from './avatar-face'

interface AvatarProps {
  id: string
  name: string
  /** Tailwind classes for size and text size. */
  className?: string
}

/** A person without a picture: initials on the colour of their id. Decorative; the name stands beside it. */
export function Avatar({ id, name, className = 'size-10 text-sm' }: AvatarProps) {
  return (
    <span className={`avatar hue-${pickHue(id)} ${className}`} aria-hidden="true">
      {pickInitials(name)}
    </span>
  )
}
