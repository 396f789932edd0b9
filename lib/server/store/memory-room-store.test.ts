import { describeRoomStore } from '@/lib/testing/room-store-contract'
import { MemoryRoomStore } from './memory-room-store'

describeRoomStore('memory', (options) => new MemoryRoomStore(options))
