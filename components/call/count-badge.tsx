/** A number beside an icon, for the eye alone: the button's name says it too. */
export function CountBadge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span
      aria-hidden="true"
      className="block min-w-5 rounded-full bg-danger px-1.5 text-center text-xs leading-5 font-semibold text-danger-ink"
    >
      {count > 99 ? '99+' : count}
    </span>
  )
}
