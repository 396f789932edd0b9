'use client'

import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { ParticipantView } from '@/lib/browser/store/state'
import { choosePlaceKey } from './choose-place-key'
import { Invitation } from './invitation'
import { PersonControls } from './person-controls'
import { PersonEntry } from './person-entry'
import { SafetyCode } from './safety-code'
import { VolumeSlider } from './volume-slider'

function OwnEntry() {
  const t = useTranslator()
  const { setHost } = useCallActions()
  const id = useCall((state) => state.selfId) ?? ''
  const name = useCall((state) => state.selfName) || t('guest.name')
  const isHost = useCall((state) => state.isHost)
  const isMutedByHost = useCall((state) => state.isMutedByHost)
  return (
    <PersonEntry id={id} name={name} place={t('call.you')} isHost={isHost} isMutedByHost={isMutedByHost}>
      {isHost && (
        <div>
          <Button className="button-small" onClick={() => setHost(id, false)}>
            {t('people.stopHosting')}
          </Button>
        </div>
      )}
    </PersonEntry>
  )
}

interface OtherEntryProps {
  person: ParticipantView
  isOnlyLink: boolean
}

function OtherEntry({ person, isOnlyLink }: OtherEntryProps) {
  const t = useTranslator()
  const canModerate = useCall((state) => state.isHost)
  const name = person.name || t('guest.name')
  return (
    <PersonEntry
      id={person.id}
      name={name}
      place={t(choosePlaceKey(person))}
      isHost={person.isHost}
      isMutedByHost={person.isMuted}
    >
      {person.isInCall && <VolumeSlider id={person.id} name={name} />}
      {canModerate && <PersonControls person={person} name={name} />}
      {person.safetyCode !== null && <SafetyCode name={name} code={person.safetyCode} isOpen={isOnlyLink} />}
    </PersonEntry>
  )
}

/** Everybody in the room, what a host may do with them, and the safety code with each. */
export function PeopleList() {
  const t = useTranslator()
  const people = useCall((state) => state.participants)
  const isOnlyLink = people.filter((person) => person.safetyCode !== null).length === 1
  return (
    <>
      <ul aria-label={t('people.title')} className="mb-5 flex flex-col gap-3">
        <OwnEntry />
        {people.map((person) => (
          <OtherEntry key={person.id} person={person} isOnlyLink={isOnlyLink} />
        ))}
      </ul>
      <div className="flex">
        <Invitation />
      </div>
    </>
  )
}
