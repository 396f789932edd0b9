import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { isLeftover } from './lab-prefix'
import { runCommand } from './run-command'

/** Owns one network namespace: a machine of the lab, with its own interfaces, addresses, routes and rules. */
export class NetworkNamespace {
  readonly name: string

  private constructor(name: string) {
    this.name = name
  }

  /** Makes it with nothing but a loopback interface that is up. IPv4 alone, so that a path has one explanation. */
  static async create(name: string): Promise<NetworkNamespace> {
    await runCommand('ip', ['netns', 'add', name])
    const namespace = new NetworkNamespace(name)
    await namespace.run('sysctl', [
      '-qw',
      'net.ipv6.conf.all.disable_ipv6=1',
      'net.ipv6.conf.default.disable_ipv6=1',
    ])
    await namespace.ip(['link set lo up'])
    return namespace
  }

  /** Removes what dead runs left behind, their processes first. Several may sweep at once, as the workers of one run do. */
  static async sweep(): Promise<void> {
    const leftovers = (await listNames()).filter(isLeftover)
    await Promise.all(leftovers.map((name) => new NetworkNamespace(name).#removeUnlessGone()))
  }

  /** Words before a command that make it run in here. */
  get commandPrefix(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name]
  }

  /** Runs `ip` commands in here, in order, up to the first that fails. */
  async ip(commands: readonly string[]): Promise<void> {
    await runCommand('ip', ['-n', this.name, '-batch', '-'], { input: `${commands.join('\n')}\n` })
  }

  async run(
    file: string,
    args: readonly string[],
    options?: { input?: string; timeoutMs?: number },
  ): Promise<string> {
    return runCommand('ip', ['netns', 'exec', this.name, file, ...args], options)
  }

  spawn(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    return spawn('ip', ['netns', 'exec', this.name, file, ...args], options)
  }

  async enableForwarding(): Promise<void> {
    await this.run('sysctl', ['-qw', 'net.ipv4.ip_forward=1'])
  }

  /** Ids of the processes that run in here. */
  async processIds(): Promise<number[]> {
    const list = await runCommand('ip', ['netns', 'pids', this.name])
    return list
      .split('\n')
      .filter((line) => line !== '')
      .map(Number)
  }

  /** Ends every process that is still in here and removes the namespace. */
  async remove(): Promise<void> {
    for (const id of await this.processIds()) endProcess(id)
    await runCommand('ip', ['netns', 'delete', this.name])
  }

  async #removeUnlessGone(): Promise<void> {
    try {
      await this.remove()
    } catch (error) {
      if ((await listNames()).includes(this.name)) throw error
    }
  }
}

async function listNames(): Promise<string[]> {
  const list = await runCommand('ip', ['netns', 'list'])
  return list.split('\n').map((line) => line.split(' ')[0] ?? '')
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It ended by itself.
  }
}
