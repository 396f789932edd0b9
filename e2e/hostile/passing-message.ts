/** What passes between a browser and the server: a request, what the server acknowledged it with, or a fact. */
export interface PassingMessage {
  readonly kind: 'request' | 'acknowledgement' | 'fact'
  /** The request's name for an acknowledgement. */
  readonly name: string
  readonly body: unknown
}

/** What goes on in a message's place: nothing, the same, something else, or several. Messages behind it wait for it. */
export type Tamper = (message: PassingMessage) => readonly unknown[] | Promise<readonly unknown[]>

export const passUnchanged: Tamper = ({ body }) => [body]
