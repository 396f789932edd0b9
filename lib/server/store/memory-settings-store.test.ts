import { describeSettingsStore } from '@/lib/testing/settings-store-contract'
import { MemorySettingsStore } from './memory-settings-store'

describeSettingsStore('memory', async (options) => new MemorySettingsStore(options))
