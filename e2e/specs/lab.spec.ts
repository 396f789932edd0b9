import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect } from '@playwright/test'
import { ownLabPrefix } from '@/e2e/lab/lab-prefix'
import { test } from '@/e2e/lab/lab-test'
import { NetworkNamespace } from '@/e2e/lab/network-namespace'
import { runCommand } from '@/e2e/lab/run-command'

const LEFTOVERS = 12
const SWEEPERS = 4

test('what a dead run left of its lab is removed, by whoever comes first of several', async ({ lab }) => {
  expect(lab.directory).toContain(ownLabPrefix())
  const gone = spawn('true')
  await once(gone, 'exit')
  const prefix = `earshot-lab-${gone.pid}-1-`
  // In one step each: from then on a worker beside this one may sweep it.
  for (let number = 0; number < LEFTOVERS; number += 1)
    await runCommand('ip', ['netns', 'add', `${prefix}host${number}`])
  await Promise.all(Array.from({ length: SWEEPERS }, () => NetworkNamespace.sweep()))
  const names = await runCommand('ip', ['netns', 'list'])
  expect(names).not.toContain(prefix)
  expect(names).toContain(ownLabPrefix())
})
