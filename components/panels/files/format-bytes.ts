const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** @returns A size as people read it, in the language's way: at most one decimal, units of a thousand. */
export function formatBytes(bytes: number, language: string): string {
  const power = bytes < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = UNITS[power] ?? 'byte'
  const value = bytes / 1_000 ** power
  const maximumFractionDigits = power > 0 && value < 100 ? 1 : 0
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits }).format(value)
}
