/** Why a directory of settings cannot be used. */
export type UnavailableReason = 'in-use' | 'damaged' | 'unusable'

const REASONS = new Map<unknown, UnavailableReason>([
  ['LEVEL_LOCKED', 'in-use'],
  ['LEVEL_CORRUPTION', 'damaged'],
])

/** The settings of rooms cannot be kept: another process has the directory, it is damaged, or the system denies it. */
export class SettingsUnavailableError extends Error {
  override readonly name = 'SettingsUnavailableError'
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, options: ErrorOptions) {
    super(`The settings of rooms cannot be kept: ${reason}`, options)
    this.reason = reason
  }
}

/** @returns what an error of opening the directory means; abstract-level wraps what LevelDB says in an error of its own. */
export function explainOpenError(error: unknown): SettingsUnavailableError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  return new SettingsUnavailableError(REASONS.get(code) ?? 'unusable', { cause: error })
}
