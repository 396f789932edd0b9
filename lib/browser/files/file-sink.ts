/** Where a received file goes, byte after byte. */
export interface FileSink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** @returns The content, for the person to save; null where it is in the place that they chose. */
  finish(): Promise<Blob | null>
  /** Removes what was written. */
  discard(): Promise<void>
}

/** What became of asking for a place: none was chosen, or there is none for so much. */
export type SinkRefusal = 'cancelled' | 'file-too-big' | 'file-unwritable'
