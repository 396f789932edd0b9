import { expect } from '@playwright/test'
import type { Person } from './person'

/** Two people in a running call: both see each other. */
export async function startCall(ann: Person, bo: Person, room: string): Promise<void> {
  await ann.visit(room, { join: '1' })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.visit(room, { join: '1' })
  await Promise.all([ann.expectPictureOf(bo.name), bo.expectPictureOf(ann.name)])
}

/** What a page is visited with for a call without a camera. */
export const BY_VOICE = { camera: '0' } as const

/** Two people in a running call without cameras: both hear each other. Cheap enough to run beside a call that is seen. */
export async function startCallByVoice(ann: Person, bo: Person, room: string): Promise<void> {
  await ann.visit(room, { join: '1', ...BY_VOICE })
  await expect(ann.hangUpButton()).toBeVisible()
  await bo.visit(room, { join: '1', ...BY_VOICE })
  await expectVoices(ann, bo)
}

/** Proves that both hear each other. */
export async function expectVoices(ann: Person, bo: Person): Promise<void> {
  await Promise.all([ann.expectSoundOf(bo.name), bo.expectSoundOf(ann.name)])
}

/** How often each connected connection of a person has negotiated: JSEP (RFC 8829 §5.2.2) counts it in the o= line. */
export async function negotiationsOf(person: Person): Promise<(string | undefined)[]> {
  return person.page.evaluate(() =>
    [...window.earshotProbe.connections]
      .filter((one) => one.connectionState === 'connected')
      .map((one) => one.currentLocalDescription?.sdp.match(/^o=- \d+ (\d+)/m)?.[1]),
  )
}
