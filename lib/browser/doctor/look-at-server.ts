import { createSocket } from '@/lib/browser/signaling/create-socket'
import { DOCTOR_ICE_PATH } from '@/lib/protocol/doctor'
import { IceConfiguration } from '@/lib/protocol/room'
import type { ServerFacts } from './judge-page'

const TIMEOUT_MS = 8_000

/** Connects to our own server as a call does, asks one thing, and leaves. The answer is a refusal: nobody is in a room. */
export async function lookAtServer(): Promise<ServerFacts> {
  const socket = createSocket()
  try {
    const isConnected = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), TIMEOUT_MS)
      socket.on('connect', () => {
        clearTimeout(timer)
        resolve(true)
      })
      socket.connect()
    })
    if (!isConnected) return { roundTripMs: null, isWebSocket: false }
    const askedAt = performance.now()
    const isAnswered = await new Promise<boolean>((resolve) => {
      socket.timeout(TIMEOUT_MS).emit('ice:renew', {}, (error) => resolve(error === null))
    })
    const isWebSocket = performance
      .getEntriesByType('resource')
      .every((entry) => !entry.name.includes('transport=polling'))
    return { roundTripMs: isAnswered ? performance.now() - askedAt : null, isWebSocket }
  } finally {
    socket.disconnect()
  }
}

/** @returns The ICE servers that calls are made with; null where our server does not tell now. */
export async function fetchIceServers(): Promise<readonly RTCIceServer[] | null> {
  try {
    const response = await fetch(DOCTOR_ICE_PATH, { cache: 'no-store' })
    const parsed = IceConfiguration.safeParse(await response.json())
    return parsed.success ? parsed.data.iceServers : null
  } catch {
    return null
  }
}

/** One server for each URL, so that each way is looked at by itself. */
export function splitServers(servers: readonly RTCIceServer[], scheme: RegExp): RTCIceServer[] {
  return servers.flatMap((server) =>
    [server.urls]
      .flat()
      .filter((url) => scheme.test(url))
      .map((url) => ({ ...server, urls: [url] })),
  )
}
