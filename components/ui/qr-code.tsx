import { encode } from 'uqr'

/** ISO/IEC 18004, 6.3.8: a reader needs four light modules around the symbol. */
const QUIET_ZONE = 4

interface QrCodeProps {
  text: string
  /** What it says, for who cannot see it. */
  label: string
}

/** A text as a QR code, dark on white in both colour schemes, for many readers do not take the inverse. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mx-auto max-h-[50dvh] w-full flex-none max-w-72 rounded-xl bg-white"
    >
      <path d={path} fill="#000000" />
    </svg>
  )
}
