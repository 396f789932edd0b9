/** Where a browser keeps what a join needs: for the page's first script, and for the session after it. */

/** This browser's storage: what a person chose once, their name too. */
export const PREFERENCES_KEY = 'earshot:preferences'
/** This browser's storage: what it proves itself by, by room. */
export const MEMBER_KEYS_KEY = 'earshot:member-keys'
/** The tab's storage, with the room's name behind it: what a refresh needs to come back as the same participant. */
export const STAY_KEY_PREFIX = 'earshot:stay:'
