import { type Messages, toBaseKey } from '@/components/ui/i18n/message-key'

/**
 * What the keys begin with whose texts a page shows only once something has been opened in it. Half of all texts: without them a room's
 * page goes into the first packets that a server may send (RFC 6928), and its connection is free for what the page asks for next.
 */
const LATER: ReadonlySet<string> = new Set([
  'admission',
  'background',
  'chat',
  'connection',
  'doctor',
  'door',
  'endCall',
  'files',
  'invite',
  'landing',
  'mend',
  'noise',
  'notFound',
  'passcode',
  'people',
  'plan',
  'quality',
  'recording',
  'roomInvalid',
  'safety',
  'settings',
  'size',
  'sound',
])

/** Those among them that open it. */
const FIRST_ALL_THE_SAME: ReadonlySet<string> = new Set([
  'chat.open',
  'chat.title',
  'chat.unread',
  'connection.open',
  'files.drop',
  'files.news',
  'files.saveName',
  'files.title',
  'invite.open',
  'notFound.home',
  'passcode.checking',
  'passcode.label',
  'passcode.submit',
  'passcode.text',
  'passcode.title',
  'people.title',
  'recording.byOther',
  'recording.duration',
  'recording.on',
  'recording.stop',
  'settings.open',
  'settings.title',
])

/** @returns The texts that a page comes with; the browser fetches the rest (`Translator.fetchRest`). */
export function pickFirstTexts(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).filter(
      ([key]) => !LATER.has(key.split('.')[0] ?? '') || FIRST_ALL_THE_SAME.has(toBaseKey(key)),
    ),
  )
}
