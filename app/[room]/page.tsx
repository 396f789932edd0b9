import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { parseRoomQuery } from '@/components/room-query'
import { RoomRoot } from '@/components/room-root'
import { normalizeRoomName } from '@/lib/protocol/ids'

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

export async function generateMetadata({ params }: RoomPageProps): Promise<Metadata> {
  const room = readRoomName((await params).room)
  return room === null ? {} : { title: room, robots: { index: false } }
}

export default async function RoomPage({ params, searchParams }: RoomPageProps) {
  const room = readRoomName((await params).room)
  if (room === null) notFound()
  return <RoomRoot room={room} query={parseRoomQuery(await searchParams)} />
}
