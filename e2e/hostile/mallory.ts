import type { Page } from '@playwright/test'
import { commitToNonce, createSafetyNonce } from '@/lib/browser/sealing/safety-code'
import { DescriptionMessage } from '@/lib/protocol/link-messages'
import type { Victim } from './hostile-test'
import type { ChannelPolicy } from './mallory-page'
import type { Tamper } from './passing-message'
import {
  changeAnswered,
  changeCandidates,
  changeOffers,
  changeRequest,
  changeSignals,
  inTurn,
  sentOffers,
} from './tampering'

const readSdp = (payload: string) => DescriptionMessage.parse(JSON.parse(payload)).description.sdp

/** A description as a bare room's server may write it. */
export function toPlainPayload(type: 'offer' | 'answer', sdp: string, offerSequence = 1): string {
  return JSON.stringify({ kind: 'description', offerSequence, description: { type, sdp } })
}

/** Puts Mallory's page between the offerer and whoever answers, as the server of a bare room can, from the next offer that is told on. */
export function putInTheMiddle(
  page: Page,
  { offerer, answerer, policy }: { offerer: Victim; answerer: Victim; policy: ChannelPolicy },
): void {
  const begin = async (linkId: string) => {
    const nonceForAnswerer = createSafetyNonce()
    const own = {
      nonceForOfferer: createSafetyNonce(),
      nonceForAnswerer,
      commitment: await commitToNonce(nonceForAnswerer, linkId),
    }
    return page.evaluate(([id, way, bits]) => window.mallory.begin(id, way, bits), [
      linkId,
      policy,
      own,
    ] as const)
  }
  // What the two say of their own paths is of no use to either.
  const dropSignals: Tamper = changeSignals(() => [])
  answerer.proxy.tamper = inTurn(
    changeOffers(async (offer) => ({
      ...offer,
      description: toPlainPayload('offer', await begin(offer.id)),
    })),
    changeRequest('offer:answer', async (request) => {
      const answer = [request.offerId, readSdp(request.description)] as const
      await page.evaluate(([linkId, sdp]) => window.mallory.takeAnswer(linkId, sdp), answer)
      return request
    }),
    changeCandidates(() => []),
    dropSignals,
  )
  offerer.proxy.tamper = inTurn(
    changeAnswered(async (fact) => {
      const posted = sentOffers(offerer.proxy.passed).findLast(({ offerId }) => offerId === fact.offerId)
      const offer = [fact.offerId, readSdp(posted?.description ?? '')] as const
      const sdp = await page.evaluate(([linkId, text]) => window.mallory.answer(linkId, text), offer)
      return { ...fact, description: toPlainPayload('answer', sdp), candidates: [] }
    }),
    dropSignals,
  )
}
