import { DEFAULT_SETTINGS } from '@/lib/server/rooms/settings'
import { FileSettingsStore } from '@/lib/server/store/file-settings-store'

/** How many rooms are being saved at any time. */
const AT_ONCE = 8

/**
 * Locks the rooms `room-0`, `room-1`, … in the directory of its first argument, as many as its second says, and prints a line for
 * each once that is acknowledged, or `failed`.
 */
async function writeSettings(directory: string, rooms: number): Promise<void> {
  const now = Date.now()
  const logger = { error: () => {}, warn: () => {} }
  const store = new FileSettingsStore({ directory, secret: 'secret', now: () => now, logger })
  let next = 0

  async function writeOn(): Promise<void> {
    while (next < rooms) {
      const room = `room-${next}`
      next += 1
      const settings = {
        ...DEFAULT_SETTINGS,
        hostKeyHashes: ['ann'],
        door: 'locked',
        lastUsedAt: now,
      } as const
      const isSaved = await store.save(room, settings).catch(() => false)
      // A pipe is written to at once: who reads the line may count on it.
      process.stdout.write(`${isSaved ? room : 'failed'}\n`)
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, writeOn))
  await store.close()
}

const [, , directory = '', rooms = '0'] = process.argv
await writeSettings(directory, Number(rooms))
