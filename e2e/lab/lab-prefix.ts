import { readFileSync } from 'node:fs'

const PREFIX = 'earshot-lab'

/** Field 22 of proc(5)'s stat counted from after the command's name, which may hold spaces: when the process began. */
const START_TIME_INDEX = 19

/** When a process began, in the kernel's ticks; null where there is no such process. */
function readStartTime(processId: number): string | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_INDEX] ?? null
  } catch {
    return null
  }
}

/** What begins the name of everything that this process makes: unique, and it tells later whether its maker still lives. */
export function ownLabPrefix(): string {
  return `${PREFIX}-${process.pid}-${readStartTime(process.pid)}`
}

/** Whether a name was given by a lab whose process is gone. A process id that is another's by now does not hide it. */
export function isLeftover(name: string): boolean {
  const [, processId, startTime] = new RegExp(`^${PREFIX}-(\\d+)-(\\d+)-`).exec(name) ?? []
  return processId !== undefined && readStartTime(Number(processId)) !== startTime
}
