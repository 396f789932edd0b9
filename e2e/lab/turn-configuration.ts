/**
 * Puts a machine's own values into the operator's template: each setting that is named loses its lines, commented out or not, and is
 * written with the given values, one line each; an empty list leaves it out. All other lines stay as the operator reads them.
 * @throws Error where the template does not have a setting: it was renamed, and the tests would run something else
 */
export function fillTurnConfiguration(
  template: string,
  values: Readonly<Record<string, readonly string[]>>,
): string {
  let text = template
  for (const [name, settings] of Object.entries(values)) {
    const lines = new RegExp(`^#?${name}(=.*)?\\n`, 'gm')
    if (!lines.test(text)) throw new Error(`The template has no ${name}`)
    text = text.replace(lines, '') + settings.map((value) => `${name}=${value}\n`).join('')
  }
  return text
}
