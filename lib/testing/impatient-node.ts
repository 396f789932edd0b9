import { runServer } from '@/lib/server/run-server'
import { echoPages } from './echo-pages'

/** One of several nodes that gives up a silent one after five seconds: a test does not wait for ten. */
await runServer(async () => echoPages, { nodeTimes: { beatMs: 200, silentMs: 5_000 } })
