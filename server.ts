import { createNextPages } from '@/lib/server/ops/next-pages'
import { runServer } from '@/lib/server/run-server'

await runServer(createNextPages)
