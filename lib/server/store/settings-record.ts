import * as z from 'zod/mini'
import { Admission, Door } from '@/lib/protocol/room'
import type { DurableSettings } from '@/lib/server/rooms/settings'

const Texts = z.array(z.string())

/** The shape of settings as they are kept. */
export const Settings: z.ZodMiniType<DurableSettings> = z.object({
  hostKeyHashes: Texts,
  door: Door,
  admission: Admission,
  passcodeHash: z.nullable(z.string()),
  maxParticipants: z.nullable(z.int().check(z.positive())),
  members: Texts,
  removed: z.array(z.object({ participantId: z.string(), memberKeyHash: z.string() })),
  mutedKeyHashes: Texts,
  lastUsedAt: z.int(),
})

/** `version` changes with the meaning of what follows it; a record of another one counts as damaged. */
const SettingsRecord = z.object({ version: z.literal(1), settings: Settings })

/** Writes settings as they are kept: JSON with a version. */
export function encodeSettings(settings: DurableSettings): string {
  return JSON.stringify({ version: 1, settings } satisfies z.infer<typeof SettingsRecord>)
}

/** @returns what `encodeSettings` wrote, or null where the text is anything else. */
export function decodeSettings(text: string): DurableSettings | null {
  try {
    const record = SettingsRecord.safeParse(JSON.parse(text))
    return record.success ? record.data.settings : null
  } catch {
    return null
  }
}
