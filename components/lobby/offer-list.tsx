'use client'

import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { useTranslator } from '@/components/ui/i18n/translator-context'
import { useCall, useCallActions } from '@/lib/browser/store/call-store-context'
import type { OfferView } from '@/lib/browser/store/state'
import { useRing } from './use-ring'
import { useRingNotification } from './use-ring-notification'
import { useRingTitle } from './use-ring-title'

function OfferRow({ offer }: { offer: OfferView }) {
  const t = useTranslator()
  const actions = useCallActions()
  const name = offer.name || t('guest.name')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <span className="ringing rounded-full">
        <Avatar id={offer.participantId} name={name} className="size-12 text-lg" />
      </span>
      <span className="line-clamp-2 min-w-0 flex-1 basis-32 text-lg wrap-anywhere font-semibold">{name}</span>
      <span className="flex gap-2">
        <Button
          kind="primary"
          aria-label={t('offers.answerName', { name })}
          onClick={() => actions.answer(offer.participantId)}
        >
          {t('offers.answer')}
        </Button>
        <Button
          aria-label={t('offers.declineName', { name })}
          onClick={() => actions.decline(offer.participantId)}
        >
          {t('offers.decline')}
        </Button>
      </span>
    </li>
  )
}

/** Who calls, to be answered or declined; rings by sound, by the tab's title and by a notification. */
export function OfferList() {
  const t = useTranslator()
  const offers = useCall((state) => state.offers)
  const room = useCall((state) => state.room)
  const first = offers[0]
  const name = first === undefined ? null : first.name || t('guest.name')
  useRing(name !== null)
  useRingTitle(name === null ? null : t('offers.pageTitle', { count: offers.length, name }))
  useRingNotification(name === null ? null : t('offers.calling', { name }), t('notify.body', { room }))

  return (
    <>
      <p role="status" data-code={name === null ? undefined : 'offer'} className="sr-only">
        {name !== null && t('offers.calling', { name })}
      </p>
      {offers.length > 0 && (
        <section className="card border-accent p-5">
          <h2 className="mb-4 text-2xl">{t('offers.title')}</h2>
          <ul aria-label={t('offers.label')} className="flex flex-col gap-4">
            {offers.map((offer) => (
              <OfferRow key={offer.participantId} offer={offer} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
