/**
 * When a link counts as interrupted and when ICE is restarted: a policy over time, so a reducer without effects.
 *
 * Browsers take 5 to 7 seconds to call a dead path `disconnected`, and a changed address never heals without a
 * restart. So silence decides: each end sends a pulse several times a second, and an end that has heard nothing at all
 * for about three pulses asks for a restart. A restart that turns out needless costs one exchange and interrupts
 * nothing, hence early is right.
 */
export type RecoveryPhase = 'new' | 'connecting' | 'connected' | 'interrupted' | 'failed'

export interface RecoveryState {
  readonly phase: RecoveryPhase
  readonly connection: RTCPeerConnectionState
  /** When the phase began. Milliseconds, like every time here. */
  readonly since: number
  /** Up to when silence has been counted. */
  readonly countedUntil: number
  /** Something has come over the path since there is a link: the peer pulses, so its silence means something. */
  readonly isHeard: boolean
  /** How long nothing has come over the path, as far as this page was awake to hear it. */
  readonly silentMs: number
  /** The longest pause between arrivals of late: a peer in a hidden tab pulses less often, and lossy paths have gaps. */
  readonly usualGapMs: number
  /** The network may have changed: until then silence is believed sooner. */
  readonly suspiciousUntil: number
  /** Restarts asked for since the trouble began. */
  readonly restarts: number
  readonly nextRestartAt: number
}

export type RecoveryEvent =
  /** An exchange of offer and answer is complete at this end; `isRestart`: with new ICE credentials, whoever asked. */
  | { readonly type: 'exchanged'; readonly isRestart: boolean }
  | { readonly type: 'connection-state'; readonly connection: RTCPeerConnectionState }
  /** Something came over the path in use. */
  | { readonly type: 'arrival' }
  | { readonly type: 'tick' }
  /** A hint that the path may be another: `online`, another interface, the socket is back. */
  | { readonly type: 'network-changed' }

export interface RecoveryStep {
  readonly state: RecoveryState
  readonly effect: 'none' | 'restart-ice'
}

/** How often the path is looked at and a pulse is sent. Five a second cost about 4 kbit/s each way. */
export const TICK_MS = 200
/** More than a late tick: the page was asleep, and heard nothing because it did not listen. */
const MAX_COUNTED_TICK_MS = 500
/** Three pulses missing in a row. */
const MIN_SILENCE_MS = 700
const SUSPICIOUS_SILENCE_MS = 500
/** Past this even a slow peer is silent; the browser itself would notice soon after. */
const MAX_SILENCE_MS = 3_000
const SUSPICION_MS = 3_000
/** Part of the usual gap that one arrival leaves standing: a single gap is forgotten within some seconds. */
const GAP_DECAY = 0.9
/** Pulses have been missing for more than one: worth a look at the connection's own counters. */
const DOUBT_MS = 350
/** An ICE restart takes 0.2 to 0.6 s; the rest is for slow signaling. */
const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 8_000
const FAILED_RETRY_MS = 15_000
/**
 * A browser calls ICE failed as soon as every pair so far is, and takes that back when the next candidate comes: a relay that refuses
 * a peer's private address does so before its public one has arrived.
 */
const CANDIDATES_MS = 5_000
/** Browsers give ICE 15 s. */
const CONNECT_DEADLINE_MS = 20_000
const RECOVERY_DEADLINE_MS = 20_000

/** @returns The state of a link before its first exchange. */
export function createRecoveryState(now: number): RecoveryState {
  return {
    phase: 'new',
    connection: 'new',
    since: now,
    countedUntil: now,
    isHeard: false,
    silentMs: 0,
    usualGapMs: TICK_MS,
    suspiciousUntil: 0,
    restarts: 0,
    nextRestartAt: 0,
  }
}

/** @returns How long nothing may come before the path counts as dead. */
function silenceLimitMs(state: RecoveryState, now: number): number {
  const usual = Math.min(Math.max(2 * state.usualGapMs + 300, MIN_SILENCE_MS), MAX_SILENCE_MS)
  // A hint shortens patience only where pulses come as they should: with a slow peer it would cry wolf.
  return now < state.suspiciousUntil && usual === MIN_SILENCE_MS ? SUSPICIOUS_SILENCE_MS : usual
}

/** @returns Whether the connection's own counters should be read: pulses stopped, but other packets may come. */
export function isPathDoubtful(state: RecoveryState): boolean {
  return state.phase !== 'new' && state.phase !== 'connecting' && state.silentMs >= DOUBT_MS
}

/** The policy: what follows from an event at `now`. */
export function nextRecoveryStep(state: RecoveryState, event: RecoveryEvent, now: number): RecoveryStep {
  switch (event.type) {
    case 'exchanged':
      return stay(afterExchange(state, event.isRestart, now))
    case 'connection-state':
      return afterConnectionState({ ...state, connection: event.connection }, now)
    case 'arrival':
      return stay(afterArrival(state, now))
    case 'tick':
      return afterTick(state, now)
    case 'network-changed':
      return afterHint(state, now)
  }
}

const stay = (state: RecoveryState): RecoveryStep => ({ state, effect: 'none' })

function afterExchange(state: RecoveryState, isRestart: boolean, now: number): RecoveryState {
  if (state.phase === 'new') return { ...state, phase: 'connecting', since: now }
  if (!isRestart) return state
  // The new credentials have only just been exchanged: their checks get time before the next restart voids them. So
  // an end that hears of the trouble by its peer's restart does not add one of its own.
  return { ...state, nextRestartAt: Math.max(state.nextRestartAt, now + FIRST_RETRY_MS) }
}

function afterConnectionState(state: RecoveryState, now: number): RecoveryStep {
  switch (state.connection) {
    case 'connected':
      return stay(state.phase === 'connecting' ? connect(state, now) : healIfAlive(state, now))
    case 'disconnected':
      // With silence the tick has been here before. Without it, the way from here to the peer is dead.
      return state.phase === 'connected' ? interrupt(state, now) : stay(state)
    case 'failed':
      if (state.phase === 'connected') return interrupt(state, now)
      return state.phase === 'connecting' ? failIfOverdue(state, now) : stay(state)
    default:
      return stay(state)
  }
}

function afterArrival(state: RecoveryState, now: number): RecoveryState {
  const gap = state.phase === 'connected' ? silenceUntil(state, now) : 0
  const usualGapMs = Math.max(gap, TICK_MS, state.usualGapMs * GAP_DECAY)
  return healIfAlive({ ...state, isHeard: true, countedUntil: now, silentMs: 0, usualGapMs }, now)
}

function afterTick(before: RecoveryState, now: number): RecoveryStep {
  const state = { ...before, countedUntil: now, silentMs: silenceUntil(before, now) }
  switch (state.phase) {
    case 'new':
      return stay(state)
    case 'connecting':
      return failIfOverdue(state, now)
    case 'connected':
      return state.silentMs >= silenceLimitMs(state, now) ? interrupt(state, now) : stay(state)
    case 'interrupted':
      if (now - state.since >= RECOVERY_DEADLINE_MS) return restart(fail(state, now), now)
      return now >= state.nextRestartAt ? restart(state, now) : stay(state)
    case 'failed':
      return now >= state.nextRestartAt ? restart(state, now) : stay(state)
  }
}

function failIfOverdue(state: RecoveryState, now: number): RecoveryStep {
  const patienceMs = state.connection === 'failed' ? CANDIDATES_MS : CONNECT_DEADLINE_MS
  return now - state.since >= patienceMs ? restart(fail(state, now), now) : stay(state)
}

function silenceUntil(state: RecoveryState, now: number): number {
  if (!state.isHeard) return 0
  return state.silentMs + Math.min(Math.max(now - state.countedUntil, 0), MAX_COUNTED_TICK_MS)
}

function afterHint(state: RecoveryState, now: number): RecoveryStep {
  if (state.phase === 'interrupted' || state.phase === 'failed') return restart(state, now)
  return stay({ ...state, suspiciousUntil: now + SUSPICION_MS })
}

function connect(state: RecoveryState, now: number): RecoveryState {
  return { ...state, phase: 'connected', since: now, silentMs: 0, restarts: 0, nextRestartAt: 0 }
}

function healIfAlive(state: RecoveryState, now: number): RecoveryState {
  const isTroubled = state.phase === 'interrupted' || state.phase === 'failed'
  const isAlive = state.connection === 'connected' && state.silentMs < DOUBT_MS
  return isTroubled && isAlive ? connect(state, now) : state
}

function interrupt(state: RecoveryState, now: number): RecoveryStep {
  const interrupted: RecoveryState = { ...state, phase: 'interrupted', since: now, restarts: 0 }
  return now < state.nextRestartAt ? stay(interrupted) : restart(interrupted, now)
}

function fail(state: RecoveryState, now: number): RecoveryState {
  return { ...state, phase: 'failed', since: now, nextRestartAt: now + FAILED_RETRY_MS }
}

function restart(state: RecoveryState, now: number): RecoveryStep {
  const backOffMs =
    state.phase === 'failed' ? FAILED_RETRY_MS : Math.min(FIRST_RETRY_MS * 2 ** state.restarts, MAX_RETRY_MS)
  return {
    state: { ...state, restarts: state.restarts + 1, nextRestartAt: now + backOffMs },
    effect: 'restart-ice',
  }
}
