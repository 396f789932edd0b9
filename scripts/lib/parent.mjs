const POLL_MS = 300

/**
 * Ends this process with SIGTERM when the npm that runs it is gone. npm starts scripts through a shell and, when it is
 * told to end, ends that shell; the shell passes nothing on, and a server would stay behind on its port.
 * Does nothing outside of npm: a process that was started by hand may outlive its terminal.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const parentId = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parentId) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, POLL_MS)
  timer.unref()
}
