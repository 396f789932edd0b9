/** Where the doctor page gets the ICE servers that calls are made with (docs/protocol.md, B17). No room has this name: it has a slash. */
export const DOCTOR_ICE_PATH = '/doctor/ice'

/** How long the credentials in that answer are good for. */
export const DOCTOR_TTL_SECONDS = 120
