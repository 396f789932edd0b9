import { spawn } from 'node:child_process'
import { ensureInstalled } from './lib/install.mjs'
import { ensureProcessing } from './lib/processing.mjs'
import { fromRoot } from './lib/root.mjs'
import { endGroupsOnSignals } from './lib/run.mjs'
import { runMain } from './lib/say.mjs'

runMain(async () => {
  const releaseSignals = endGroupsOnSignals()
  await ensureInstalled()
  const processing = await ensureProcessing()
  releaseSignals()

  // Next reloads pages by itself; a change in what server.ts imports restarts the server.
  const tsx = fromRoot('node_modules', 'tsx', 'dist', 'cli.mjs')
  const child = spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', 'server.ts', ...process.argv.slice(2)],
    {
      cwd: fromRoot(),
      env: { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1', ...processing },
      stdio: 'inherit',
    },
  )
  // Ctrl-C reaches the child from the terminal; a signal sent to this process alone is passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
})
