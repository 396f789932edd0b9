/** The mark: someone, and two rings of their voice. Decorative; the word stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 28 28" fill="none" aria-hidden="true">
      <circle cx="8" cy="14" r="4.5" fill="var(--accent)" />
      <path d="M13.5 6.5a9 9 0 0 1 0 15" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M18 2.5a14.5 14.5 0 0 1 0 23" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}
