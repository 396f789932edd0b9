import { chmod, mkdir } from 'node:fs/promises'
import { type BatchOperation, ClassicLevel } from 'classic-level'
import { GroupCommit } from './group-commit'
import { explainOpenError } from './settings-unavailable-error'

/** One record put or deleted. */
export type LevelOperation = BatchOperation<ClassicLevel, string, string>

/**
 * Owns one LevelDB directory (mode 700, made where it is missing), opened by the first who asks; no other process has it
 * meanwhile. What cannot be opened is tried again by the next who asks.
 */
export class LevelDirectory {
  readonly #path: string
  readonly #commits = new GroupCommit<LevelOperation>((operations) => this.#commit(operations))
  #opening: Promise<ClassicLevel> | null = null

  constructor(path: string) {
    this.#path = path
  }

  /** @throws SettingsUnavailableError where it is in another process's use, damaged, or out of reach, as everything else here */
  async open(): Promise<void> {
    await this.#database()
  }

  async get(key: string): Promise<string | undefined> {
    const database = await this.#database()
    return database.get(key)
  }

  /** @returns keys and values of all records whose keys begin with the prefix and go on in ASCII. */
  async *entries(prefix: string): AsyncIterable<readonly [key: string, value: string]> {
    const database = await this.#database()
    yield* database.iterator({ gt: prefix, lt: `${prefix}\u007f` })
  }

  /** Resolves once all operations outlive the process and a power cut. Where it rejects, whether they do is unknown. */
  write(operations: readonly LevelOperation[]): Promise<void> {
    return this.#commits.write(operations)
  }

  /** Waits for what is being written and lets go of the directory. */
  async close(): Promise<void> {
    await this.#commits.idle()
    const database = await this.#opening?.catch(() => null)
    await database?.close()
  }

  #database(): Promise<ClassicLevel> {
    return this.#opening ?? this.#openAfter(Promise.resolve())
  }

  #openAfter(before: Promise<void>): Promise<ClassicLevel> {
    const opening = before.then(() => this.#open())
    this.#opening = opening
    opening.catch(() => {
      this.#opening = null
    })
    return opening
  }

  async #open(): Promise<ClassicLevel> {
    try {
      await mkdir(this.#path, { recursive: true, mode: 0o700 })
      await chmod(this.#path, 0o700)
      const database = new ClassicLevel(this.#path)
      await database.open()
      return database
    } catch (error) {
      throw explainOpenError(error)
    }
  }

  async #commit(operations: LevelOperation[]): Promise<void> {
    const database = await this.#database()
    try {
      await database.batch(operations, { sync: true })
    } catch (error) {
      // Of a failed write (a full disk) a part may lie in LevelDB's log. What it would write behind that, it would not find
      // when it is opened the next time. Opened anew now, it goes on in another file.
      this.#openAfter(database.close())
      throw error
    }
  }
}
