import { join } from 'node:path'
import type { Logger } from 'pino'
import { systemClock } from '@/lib/server/ops/clock'
import { ConfigurationError } from '@/lib/server/ops/configuration-error'
import type { Environment } from '@/lib/server/ops/env'
import { loadSecret } from '@/lib/server/ops/secret'
import { FileSettingsStore } from '@/lib/server/store/file-settings-store'
import { MemoryRoomStore } from '@/lib/server/store/memory-room-store'
import { SettingsUnavailableError } from '@/lib/server/store/settings-unavailable-error'
import type { RoomService } from './room-service'

/** Rooms kept at once. An empty room is nothing and an open one is small; this many are no small server's any more. */
const MAX_ROOMS = 10_000

/** In the data directory. */
const SETTINGS_DIRECTORY = 'rooms'

/**
 * Rooms in this process's memory, with nothing beside it; what hosts have set is kept in the data directory.
 * @throws ConfigurationError where no secret can be kept there
 */
export async function createSingleProcess(parts: {
  readonly environment: Environment
  readonly logger: Logger
}): Promise<RoomService> {
  const { environment, logger } = parts
  const secret = await loadSecret(environment)
  const settings = new FileSettingsStore({
    directory: join(environment.dataDirectory, SETTINGS_DIRECTORY),
    secret,
    now: () => systemClock.now(),
    logger,
  })
  const store = new MemoryRoomStore({ maxRooms: MAX_ROOMS, settings })
  let isOpen = false
  return {
    secret,
    store,
    node: null,
    createLimiter: undefined,
    async open() {
      try {
        await settings.open()
        isOpen = true
      } catch (error) {
        throw explainSettingsError(error)
      }
    },
    isReachable: () => true,
    async close() {
      if (isOpen) await store.close()
    },
  }
}

function explainSettingsError(error: unknown): unknown {
  if (!(error instanceof SettingsUnavailableError)) return error
  return new ConfigurationError(SETTINGS_ADVICE[error.reason], { cause: error })
}

const SETTINGS_ADVICE = {
  'in-use': 'DATA_DIR: another Earshot is running on it; stop that one or set another directory',
  damaged:
    'DATA_DIR: its folder "rooms" is damaged; put a copy of it back, or remove it: hosts, locks and passcodes of rooms are then gone',
  unusable: 'DATA_DIR: settings of rooms cannot be kept there; make it writable',
} as const satisfies Record<SettingsUnavailableError['reason'], string>
