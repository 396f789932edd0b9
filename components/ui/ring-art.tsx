/** The start page's picture: two people on the same rings of sound. */
export function RingArt({ label, className = '' }: { label: string; className?: string }) {
  return (
    <svg className={`ring-art ${className}`} viewBox="0 0 480 480" fill="none" role="img" aria-label={label}>
      <g stroke="var(--accent)">
        <circle className="ring" cx="240" cy="240" r="70" strokeWidth="7" />
        <circle className="ring" cx="240" cy="240" r="118" strokeWidth="5" opacity="0.75" />
        <circle className="ring" cx="240" cy="240" r="168" strokeWidth="3.5" opacity="0.5" />
        <circle className="ring" cx="240" cy="240" r="222" strokeWidth="2" opacity="0.35" />
      </g>
      <circle cx="240" cy="240" r="34" fill="var(--accent)" />
      <circle cx="359" cy="121" r="26" fill="var(--ink)" />
      <circle cx="156" cy="323" r="17" fill="var(--ink-soft)" />
    </svg>
  )
}
