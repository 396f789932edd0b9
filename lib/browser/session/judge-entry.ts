/** What a join brought to light, and what one came with. */
export interface EntryFacts {
  /** The room asks newcomers for a passcode. */
  readonly hasPasscode: boolean
  readonly knowsPasscode: boolean
  /** Others are here, and not one of them can be read. */
  readonly isForeign: boolean
  /** One has stepped outside already, so that this join was looked at like a stranger's. */
  readonly hasComeAnew: boolean
}

/**
 * Whether one is in the room by a join that the server granted. Who comes back is not asked for a passcode (docs/protocol.md, H5), and
 * may have missed that it was set, changed or removed: then what others seal does not open, although nobody's link is wrong.
 *
 * `enter`; `come-anew`: out, and in again like everybody who comes, with the passcode that one has; `forget-passcode`: the same without;
 * `refuse`: the others have another key.
 */
export function judgeEntry(facts: EntryFacts): 'enter' | 'come-anew' | 'forget-passcode' | 'refuse' {
  const { hasPasscode, knowsPasscode, isForeign, hasComeAnew } = facts
  if (!hasComeAnew) {
    if (knowsPasscode && !hasPasscode) return 'forget-passcode'
    if (hasPasscode && (!knowsPasscode || isForeign)) return 'come-anew'
  }
  return isForeign ? 'refuse' : 'enter'
}
