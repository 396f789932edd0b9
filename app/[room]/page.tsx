import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { StayDescription } from '@/components/early-stay'
import { parseRoomQuery } from '@/components/room-query'
import { RoomRoot } from '@/components/room-root'
import { EARLY_SOCKET_SCRIPT } from '@/lib/browser/signaling/early-socket-script'
import { normalizeRoomName } from '@/lib/protocol/ids'
import { readRequestTranslator } from '@/messages/request-language'
import { EarlyEntryScript } from './early-entry'

interface RoomPageProps {
  params: Promise<{ room: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

function readRoomName(segment: string): string | null {
  try {
    return normalizeRoomName(decodeURIComponent(segment))
  } catch {
    return null
  }
}

/** The server puts the policy on the request as well, see lib/server/ops/security-headers.ts. */
async function readNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
}

export async function generateMetadata({ params }: RoomPageProps): Promise<Metadata> {
  const room = readRoomName((await params).room)
  return room === null ? {} : { title: room, robots: { index: false } }
}

export default async function RoomPage({ params, searchParams }: RoomPageProps) {
  const room = readRoomName((await params).room)
  if (room === null) notFound()
  const query = parseRoomQuery(await searchParams)
  const t = await readRequestTranslator()
  const stay: StayDescription = { room, query, guestName: t('guest.name') }
  const nonce = await readNonce()
  return (
    <>
      {/* A module that is async waits neither for style sheets nor for the rest of the page. Browsers hide a nonce from scripts. */}
      <script type="module" async nonce={nonce} data-stay={JSON.stringify(stay)} suppressHydrationWarning>
        {EARLY_SOCKET_SCRIPT}
      </script>
      <EarlyEntryScript nonce={nonce} />
      <RoomRoot room={room} query={query} />
    </>
  )
}
