import type * as z from 'zod/mini'
import { CandidateMessage, DescriptionMessage, LinkMessage, Profile } from '@/lib/protocol/link-messages'

/** What goes into a payload, which the server never reads. In a bare room a payload is this JSON itself. */
export type PayloadContent = Profile | LinkMessage

/** Turns content into the opaque text that crosses the server. */
export function encodePayload(content: PayloadContent): string {
  return JSON.stringify(content)
}

/** @returns Null for a payload that is no JSON or not of the schema: it is dropped, never passed on. */
function openAs<T>(schema: z.ZodMiniType<T>, payload: string): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(payload))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export const openProfile = (payload: string) => openAs(Profile, payload)
export const openDescription = (payload: string) => openAs(DescriptionMessage, payload)
export const openCandidate = (payload: string) => openAs(CandidateMessage, payload)
export const openLinkMessage = (payload: string) => openAs(LinkMessage, payload)
