import * as z from 'zod/mini'
import { CORNERS } from '@/components/call/self-corner'

/** How somebody likes the call to look and to be used, remembered for any room. */
const ViewPreferencesRecord = z.object({
  /** Keys alone are shortcuts, without Alt and Shift. */
  hasSingleKeys: z.catch(z.boolean(), true),
  /** Everybody alike, or whoever speaks large. */
  view: z.catch(z.enum(['grid', 'speaker']), 'grid'),
  /** Where the own tile floats. */
  selfCorner: z.catch(z.enum(CORNERS), 'bottom-right'),
})
export type ViewPreferences = Readonly<z.infer<typeof ViewPreferencesRecord>>

const STORAGE_KEY = 'earshot:view'

/** What holds for who has chosen nothing. */
export const DEFAULT_VIEW: ViewPreferences = {
  hasSingleKeys: true,
  view: 'grid',
  selfCorner: 'bottom-right',
}

/** @returns What was chosen; the default for what was not, or cannot be read. */
export function loadViewPreferences(storage: Pick<Storage, 'getItem'>): ViewPreferences {
  try {
    const record = ViewPreferencesRecord.safeParse(JSON.parse(storage.getItem(STORAGE_KEY) ?? '{}'))
    return record.success ? record.data : DEFAULT_VIEW
  } catch {
    return DEFAULT_VIEW
  }
}

/** Remembers the choices; a full or blocked storage costs the memory alone. */
export function saveViewPreferences(storage: Pick<Storage, 'setItem'>, preferences: ViewPreferences): void {
  try {
    storage.setItem(STORAGE_KEY, JSON.stringify(preferences))
  } catch {
    // Nothing to mend: the choice holds as long as the page.
  }
}
