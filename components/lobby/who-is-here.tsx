'use client'

import { choosePlaceKey } from '@/components/panels/choose-place-key'
import { PeopleButton } from '@/components/panels/people-button'
import { RoomButton } from '@/components/panels/room-button'
import { Avatar } from '@/components/ui/avatar'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'

function PersonRow({ person }: { person: ParticipantView }) {
  const t = useTranslator()
  const name = person.name || t('guest.name')
  return (
    <li className="flex min-w-0 items-center gap-3">
      <Avatar id={person.id} name={name} className="size-9 text-sm" />
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-sm text-ink-soft">{t(choosePlaceKey(person))}</span>
    </li>
  )
}

/** Everybody else in the room, in the call or in the lobby. */
export function WhoIsHere() {
  const t = useTranslator()
  const people = useCall((state) => state.participants)
  const isHost = useCall((state) => state.isHost)
  const signaling = useCall((state) => state.signaling)
  return (
    <section aria-labelledby="who-is-here">
      <div className="mb-2 flex items-center gap-2">
        <h2 id="who-is-here" className="min-w-0 flex-1 text-xl">
          {t('lobby.people')}
        </h2>
        {isHost && <PeopleButton />}
        <RoomButton />
      </div>
      <p
        role="status"
        data-code={signaling === 'connecting' ? 'connecting' : undefined}
        className="text-ink-soft"
      >
        {signaling === 'connecting' && t('lobby.connecting')}
        {signaling === 'online' && people.length === 0 && t('lobby.alone')}
      </p>
      {people.length > 0 && (
        <ul aria-labelledby="who-is-here" className="flex flex-col gap-2">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      )}
    </section>
  )
}
