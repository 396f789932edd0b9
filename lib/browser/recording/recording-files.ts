import { createRandomId } from '@/lib/protocol/ids'
import { mendRecording, readDurationMs } from './mend-recording'

/** A recording that lies in the browser's own file system (W3C File System, the origin private file system). */
export interface KeptRecording {
  readonly id: string
  /** In milliseconds since the epoch. */
  readonly startedAtMs: number
  readonly durationMs: number
  readonly bytes: number
}

const FOLDER = 'earshot-recordings'
const ID = /^(\d{1,16})-[\w-]+$/
const toLockName = (id: string) => `earshot:recording:${id}`

/**
 * One recording on its way to the disk. Each piece is a file of its own, whole once it is written, so that a crash costs the piece that
 * was being written and nothing else: a single file would be lost, for the file system takes it over only when it is closed.
 */
export class RecordingFolder {
  readonly id: string
  readonly #folder: FileSystemDirectoryHandle
  readonly #release: () => void
  #written: Promise<void> = Promise.resolve()
  #pieces = 0

  private constructor(id: string, folder: FileSystemDirectoryHandle, release: () => void) {
    this.id = id
    this.#folder = folder
    this.#release = release
  }

  static async create(startedAtMs: number): Promise<RecordingFolder> {
    const id = `${startedAtMs}-${createRandomId()}`
    const release = holdLock(id)
    const root = await openFolder()
    return new RecordingFolder(id, await root.getDirectoryHandle(id, { create: true }), release)
  }

  /** Writes behind what was given before. Rejects where the disk is full, as does every piece after. */
  append(piece: Blob): Promise<void> {
    const name = String(this.#pieces).padStart(8, '0')
    this.#pieces += 1
    this.#written = this.#written.then(async () => {
      const file = await this.#folder.getFileHandle(name, { create: true })
      const writable = await file.createWritable()
      await writable.write(piece)
      await writable.close()
    })
    return this.#written
  }

  /** Everything is written, or cannot be: from now on this is a kept recording like others. */
  async close(): Promise<void> {
    await this.#written.catch(() => undefined)
    this.#release()
  }
}

/** @returns What earlier recordings left, the newest first; none of those that a page is making now. */
export async function listRecordings(): Promise<KeptRecording[]> {
  const root = await openFolder()
  const kept: KeptRecording[] = []
  for await (const id of root.keys()) {
    if (!ID.test(id) || (await isBeingMade(id))) continue
    const recording = await describeRecording(id, await readPieces(id))
    // Nothing came to be written before the end.
    if (recording === null) await deleteRecording(id)
    else kept.push(recording)
  }
  return kept.sort((one, other) => other.startedAtMs - one.startedAtMs)
}

/** Hands a recording to the browser's downloads, named by the day and the minute of its beginning. */
export async function saveRecording({ id, startedAtMs }: KeptRecording): Promise<void> {
  const link = document.createElement('a')
  // Never revoked: the download reads from it for as long as it takes, and it holds nothing but the way to the disk.
  link.href = URL.createObjectURL(await mendRecording(await readPieces(id)))
  const stamp = new Date(startedAtMs).toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')
  link.download = `earshot-${stamp}.webm`
  link.click()
}

export async function deleteRecording(id: string): Promise<void> {
  const root = await openFolder()
  await root.removeEntry(id, { recursive: true })
}

async function describeRecording(id: string, pieces: readonly File[]): Promise<KeptRecording | null> {
  const bytes = pieces.reduce((sum, { size }) => sum + size, 0)
  if (bytes === 0) return null
  return { id, startedAtMs: Number(ID.exec(id)?.[1]), durationMs: await readDurationMs(pieces), bytes }
}

async function readPieces(id: string): Promise<File[]> {
  const folder = await (await openFolder()).getDirectoryHandle(id)
  const names: string[] = []
  for await (const name of folder.keys()) names.push(name)
  const handles = names.sort().map((name) => folder.getFileHandle(name))
  const files = await Promise.all((await Promise.all(handles)).map((handle) => handle.getFile()))
  return files.filter(({ size }) => size > 0)
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** Tells other pages that a recording is being made, as long as this page lives (Web Locks API). @returns Ends it. */
function holdLock(id: string): () => void {
  const ending = new AbortController()
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()))
  void navigator.locks.request(toLockName(id), () => ended)
  return () => ending.abort()
}

async function isBeingMade(id: string): Promise<boolean> {
  return navigator.locks.request(toLockName(id), { ifAvailable: true }, (lock) => lock === null)
}
