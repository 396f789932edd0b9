/** EventTarget's part that links use, typed by a map of events. */
export class PeerEmitter<Events extends object> {
  readonly #listeners: Listeners<Events> = {}

  addEventListener<K extends keyof Events>(
    type: K,
    listener: (event: Events[K]) => void,
    { signal }: { signal?: AbortSignal } = {},
  ): void {
    this.#listeners[type] = [...this.#liveListenersOf(type), { listener, signal }]
  }

  /** How many listeners there are: a closed link must leave none. */
  get listenerCount(): number {
    let count = 0
    for (const type in this.#listeners) count += this.#liveListenersOf(type).length
    return count
  }

  emit<K extends keyof Events>(type: K, event: Events[K]): void {
    for (const { listener, signal } of this.#liveListenersOf(type)) if (!signal?.aborted) listener(event)
  }

  #liveListenersOf<K extends keyof Events>(type: K): Registration<Events[K]>[] {
    const registrations: Registration<Events[K]>[] = this.#listeners[type] ?? []
    return registrations.filter(({ signal }) => !signal?.aborted)
  }
}

interface Registration<Event> {
  readonly listener: (event: Event) => void
  readonly signal: AbortSignal | undefined
}

type Listeners<Events> = { [K in keyof Events]?: Registration<Events[K]>[] }
