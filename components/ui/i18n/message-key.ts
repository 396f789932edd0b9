/**
 * Where the application tells this folder which texts there are: messages/load-messages.ts augments it with the
 * English file's type. This folder stays ignorant of what the texts are about.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface MessageRegistry {}

type RegisteredMessages = MessageRegistry extends { messages: infer Texts } ? Texts : Record<string, string>

type WithoutPlural<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key

/** A key of messages/en.json, plural forms folded into one. A key that no file has does not compile. */
export type MessageKey = WithoutPlural<Extract<keyof RegisteredMessages, string>>

/** One language's texts by key; a plural's forms end in `_one`, `_other` and so on, as Intl.PluralRules names them. */
export type Messages = Readonly<Record<string, string>>

/** What fills a text's `{placeholders}`; `count` also picks the plural form. */
export type MessageValues = Readonly<Record<string, string | number>>

/** A key without the form of its plural. */
export const toBaseKey = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '')
