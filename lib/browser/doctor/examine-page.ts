import type { DoctorCheck, Finding, FindingCode } from './finding'
import {
  judgeBandwidth,
  judgeBrowser,
  judgeDevices,
  judgePermissions,
  judgeRelay,
  judgeServer,
  type RelayFacts,
} from './judge-page'
import { lookAtRelay } from './look-at-relay'
import { fetchIceServers, lookAtServer, splitServers } from './look-at-server'
import { lookAtStun } from './look-at-stun'

/**
 * Looks at everything that a call from this page needs, and asks the person for nothing.
 * @param onFinding called with each finding as it is made, in the order of the checks
 */
export async function examinePage(onFinding: (finding: Finding) => void): Promise<void> {
  const find = (check: DoctorCheck, code: FindingCode, value: number | null = null, subject = '') =>
    onFinding({ check, code, value, subject })
  find('browser', lookAtBrowser())
  find('devices', await lookAtDevices())
  find('permissions', await lookAtPermissions())
  const server = await lookAtServer()
  find('server', judgeServer(server), server.roundTripMs)
  const iceServers = await fetchIceServers()
  if (iceServers === null) {
    find('relay', 'servers-untold')
    find('bandwidth', judgeBandwidth(null))
    return
  }
  await findStun(iceServers, onFinding)
  await findRelays(iceServers, onFinding)
}

async function findStun(
  servers: readonly RTCIceServer[],
  onFinding: (finding: Finding) => void,
): Promise<void> {
  const stunServers = splitServers(servers, /^stuns?:/)
  if (stunServers.length === 0) onFinding({ check: 'stun', code: 'stun-none', subject: '', value: null })
  for (const server of stunServers) {
    const code = (await lookAtStun(server)) ? 'stun-answers' : 'stun-silent'
    onFinding({ check: 'stun', code, subject: String(server.urls), value: null })
  }
}

/** One way after the other: they would share the line that is measured. */
async function findRelays(
  servers: readonly RTCIceServer[],
  onFinding: (finding: Finding) => void,
): Promise<void> {
  const relays = splitServers(servers, /^turns?:/)
  const facts: RelayFacts[] = []
  if (relays.length === 0) onFinding({ check: 'relay', code: 'relay-none', subject: '', value: null })
  for (const server of relays) {
    const found = await lookAtRelay(server)
    facts.push(found)
    const subject = String(server.urls)
    onFinding({ check: 'relay', code: judgeRelay(found), subject, value: found.roundTripMs })
  }
  const rates = facts.flatMap(({ kbps }) => kbps ?? [])
  const best = rates.length === 0 ? null : Math.max(...rates)
  onFinding({ check: 'bandwidth', code: judgeBandwidth(best), subject: '', value: best })
}

function lookAtBrowser(): FindingCode {
  return judgeBrowser({
    isSecure: window.isSecureContext,
    hasPeerConnection: 'RTCPeerConnection' in window,
    hasCapture: 'mediaDevices' in navigator,
  })
}

async function lookAtDevices(): Promise<FindingCode> {
  if (!('mediaDevices' in navigator)) return judgeDevices({ microphones: 0, cameras: 0 })
  const devices = await navigator.mediaDevices.enumerateDevices()
  const count = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind).length
  return judgeDevices({ microphones: count('audioinput'), cameras: count('videoinput') })
}

async function lookAtPermissions(): Promise<FindingCode> {
  const names = ['microphone', 'camera'] as const
  const states = await Promise.all(
    names.map(async (name): Promise<PermissionState> => {
      try {
        return (await navigator.permissions.query({ name })).state
      } catch {
        return 'prompt'
      }
    }),
  )
  return judgePermissions(states)
}
