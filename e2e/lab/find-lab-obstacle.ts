import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ownLabPrefix } from './lab-prefix'
import { natRules } from './nat-rules'

const COMMANDS = ['ip', 'nft', 'sysctl', 'turnserver', 'openssl', 'certutil', 'python3']

/**
 * Why the lab cannot run on this machine, in one sentence, or null where it can. It does not guess: it makes a namespace and loads
 * the rules of a NAT into it.
 */
export function findLabObstacle(): string | null {
  if (process.platform !== 'linux') return 'the lab needs Linux: its machines are network namespaces'
  if (process.getuid?.() !== 0) return 'the lab needs root: it makes network namespaces'
  const missing = COMMANDS.filter((command) => spawnSync('which', [command]).status !== 0)
  if (missing.length > 0) return `the lab needs commands that are not installed: ${missing.join(', ')}`
  if (!existsSync('/dev/net/tun')) return 'the lab needs /dev/net/tun'
  return tryNamespace(`${ownLabPrefix()}-trial`)
}

function tryNamespace(name: string): string | null {
  if (spawnSync('ip', ['netns', 'add', name]).status !== 0) {
    return 'the lab needs network namespaces, which root may not make here'
  }
  try {
    const loaded = spawnSync('ip', ['netns', 'exec', name, 'nft', '-f', '-'], {
      input: natRules('symmetric'),
    })
    return loaded.status === 0 ? null : 'the lab needs NAT by nftables, which this kernel does not have'
  } finally {
    spawnSync('ip', ['netns', 'delete', name])
  }
}
