import { readFile, writeFile } from 'node:fs/promises'

/** A table of a benchmark: its name in documents, what it is called, and its lines, all with the same members. */
export interface Table {
  readonly name: string
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

/** Prints a table for people and as JSON. */
export function printTable({ name, title, rows }: Table): void {
  console.log(`\n${title}`)
  console.table(rows)
  console.log(JSON.stringify({ name, title, rows }))
}

/**
 * Puts tables between the marks `<!-- bench:NAME -->` and `<!-- /bench -->` that a document has for them.
 * @throws where a table has no place there, with nothing written
 */
export async function writeTables(path: string, tables: readonly Table[]): Promise<void> {
  let text = await readFile(path, 'utf8')
  for (const { name, rows } of tables) {
    const place = new RegExp(`(<!-- bench:${name} -->\\n)[\\s\\S]*?(<!-- /bench -->)`)
    if (!place.test(text)) throw new Error(`${path} has no place for the table ${name}`)
    text = text.replace(
      place,
      (_whole, open: string, close: string) => `${open}\n${toMarkdown(rows)}\n\n${close}`,
    )
  }
  await writeFile(path, text)
}

function toMarkdown(rows: Table['rows']): string {
  const heads = Object.keys(rows[0] ?? {})
  const lines = [heads, heads.map(() => '---'), ...rows.map((row) => heads.map((head) => String(row[head])))]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line, index) => {
      const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0, index === 1 ? '-' : ' '))
      return `| ${cells.join(' | ')} |`
    })
    .join('\n')
}

/** @returns the value below which the given part of the values lies (nearest rank). */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]
  if (value === undefined) throw new Error('Nothing was measured')
  return value
}

/** @returns rounded to this many digits after the point. */
export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits))
}
