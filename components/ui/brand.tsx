import { Logo } from './logo'

/** The product's name as a link home. A plain link: leaving a room ends its page. */
export function Brand() {
  return (
    <a
      href="/"
      className="inline-flex min-h-11 items-center gap-2 rounded-full pr-2 font-display text-xl font-semibold"
    >
      <Logo className="size-7" />
      Earshot
    </a>
  )
}
