import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { fromRoot } from './root.mjs'

/** Ready once it watches; says so when it is told to end. Ends by itself should nobody tell it. */
const SCRIPT = `
import { endWithNpm } from ${JSON.stringify(fromRoot('scripts', 'lib', 'parent.mjs'))}
process.once('SIGTERM', () => { console.log('told to end'); process.exit() })
endWithNpm()
setTimeout(() => console.log('left behind'), 10_000)
console.log('ready')
`

describe('endWithNpm', () => {
  it('ends the process when the shell between npm and it is gone', async () => {
    const shell = spawn('sh', ['-c', '"$NODE" --input-type=module -e "$SCRIPT"; true'], {
      env: { ...process.env, NODE: process.execPath, SCRIPT, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: string[] = []
    const reader = createInterface(shell.stdout)
    reader.on('line', (line) => {
      lines.push(line)
      if (line === 'ready') shell.kill('SIGKILL')
    })
    await once(reader, 'close')
    expect(lines).toEqual(['ready', 'told to end'])
  }, 20_000)
})
