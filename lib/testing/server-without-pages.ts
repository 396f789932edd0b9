import { runServer } from '@/lib/server/run-server'
import { echoPages } from './echo-pages'

await runServer(async () => echoPages)
