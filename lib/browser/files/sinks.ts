import { createRandomId } from '@/lib/protocol/ids'
import type { FileSink, SinkRefusal } from './file-sink'

/** What is asked of the device for one file. */
export interface SinkRequest {
  readonly name: string
  readonly size: number
}

export type OpenSink = (request: SinkRequest) => Promise<FileSink | SinkRefusal>

/** The part of the browser that stores files; what is absent is not used. */
export interface StorageEnvironment {
  /** File System Access (WICG): the person chooses a place. */
  readonly showSaveFilePicker?:
    | ((options: { suggestedName: string }) => Promise<FileSystemFileHandle>)
    | undefined
  /** The origin's private file system (WHATWG File System). */
  readonly getDirectory?: (() => Promise<FileSystemDirectoryHandle>) | undefined
}

/** Without a disk the whole file lies in memory, twice while it is saved. */
const MAX_MEMORY_BYTES = 268_435_456

/** Received files. What a page leaves there the next transfer removes a day later: by then it was saved, or nobody will. */
const DIRECTORY = 'earshot-files'
const KEPT_MS = 86_400_000

/** Opens the best place that a browser has for a file: one that the person chooses, else the private file system, else memory. */
export function createOpenSink(environment: StorageEnvironment): OpenSink {
  return async (request) => {
    const picked = await openPicked(environment, request)
    if (picked !== null) return picked
    const stored = await openPrivate(environment)
    if (stored !== null) return stored
    return request.size <= MAX_MEMORY_BYTES ? createMemorySink() : 'file-too-big'
  }
}

/** @returns null where the browser lets nobody choose. */
async function openPicked(
  { showSaveFilePicker }: StorageEnvironment,
  { name }: SinkRequest,
): Promise<FileSink | SinkRefusal | null> {
  if (showSaveFilePicker === undefined) return null
  try {
    const handle = await showSaveFilePicker({ suggestedName: name })
    const stream = await handle.createWritable()
    return {
      write: (bytes) => stream.write(bytes),
      finish: async () => {
        await stream.close()
        return null
      },
      // Nothing appears in the person's place before the stream is closed.
      discard: () => stream.abort(),
    }
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'cancelled' : null
  }
}

/** @returns null where there is no private file system, or it cannot be written from a page. */
async function openPrivate({ getDirectory }: StorageEnvironment): Promise<FileSink | null> {
  if (getDirectory === undefined) return null
  try {
    const root = await getDirectory()
    const directory = await root.getDirectoryHandle(DIRECTORY, { create: true })
    await removeOld(directory)
    const name = createRandomId()
    const handle = await directory.getFileHandle(name, { create: true })
    const stream = await handle.createWritable()
    return {
      write: (bytes) => stream.write(bytes),
      finish: async () => {
        await stream.close()
        return handle.getFile()
      },
      discard: async () => {
        await stream.abort().catch(() => undefined)
        await directory.removeEntry(name).catch(() => undefined)
      },
    }
  } catch {
    return null
  }
}

async function removeOld(directory: FileSystemDirectoryHandle): Promise<void> {
  for await (const [name, handle] of directory.entries()) {
    if (!(handle instanceof FileSystemFileHandle)) continue
    const { lastModified } = await handle.getFile()
    if (Date.now() - lastModified > KEPT_MS) await directory.removeEntry(name)
  }
}

function createMemorySink(): FileSink {
  let parts: Blob[] = []
  return {
    write: async (bytes) => {
      parts.push(new Blob([bytes]))
    },
    finish: async () => new Blob(parts),
    discard: async () => {
      parts = []
    },
  }
}
