/** A setting that stops the start. Its message is one line for the operator: it names the setting, never its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
