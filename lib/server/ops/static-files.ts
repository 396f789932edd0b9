import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, sep } from 'node:path'

/** How a file is packed: Content-Encoding (RFC 9110, section 8.4.1) and the ending of its name on disk, the smallest first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const
type EncodingName = (typeof ENCODINGS)[number]['name']

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: 'application/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  wasm: 'application/wasm',
  tflite: 'application/octet-stream',
}

interface StaticFile {
  readonly contentType: string
  readonly packed: ReadonlyMap<string, Buffer>
}

/** Answers a request where it can. @returns false where the request is another's to answer. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Picks how to pack an answer (RFC 9110, section 12.5.3).
 * @param acceptEncoding the request's header, if any
 * @returns null where the browser takes neither
 */
export function chooseEncoding(acceptEncoding: string | undefined): EncodingName | null {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .filter((entry) => !/;\s*q=0(\.0*)?\s*$/.test(entry))
    .map((entry) => entry.split(';', 1)[0]?.trim())
  return ENCODINGS.find(({ name }) => accepted.includes(name))?.name ?? null
}

/**
 * Serves what the build packed (scripts/lib/precompress.mjs), from memory: about three megabytes, of which most is for
 * backgrounds, and no request can touch the disk. Their names change with their contents, so browsers keep them for good.
 * Whoever takes no packed answer gets the plain one from the pages.
 * @param folder where they are
 * @param urlPrefix the path that stands for it, with a slash at its end
 */
export async function loadStaticFiles(folder: string, urlPrefix: string): Promise<StaticFiles> {
  const files = await readPackedFiles(folder, urlPrefix)
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const file = files.get((request.url ?? '').split('?', 1)[0] ?? '')
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    const content = encoding === null ? undefined : file?.packed.get(encoding)
    if (file === undefined || encoding === null || content === undefined) return false
    response.writeHead(200, {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Encoding': encoding,
      'Content-Length': content.length,
      'Content-Type': file.contentType,
      Vary: 'Accept-Encoding',
    })
    response.end(request.method === 'HEAD' ? undefined : content)
    return true
  }
}

async function readPackedFiles(folder: string, urlPrefix: string): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  const names = new Set(await readdir(folder, { recursive: true }))
  for (const name of names) {
    const contentType = CONTENT_TYPES[/\.([a-z]+)$/.exec(name)?.[1] ?? '']
    if (contentType === undefined) continue
    const packed = new Map<string, Buffer>()
    for (const encoding of ENCODINGS) {
      if (!names.has(name + encoding.ending)) continue
      packed.set(encoding.name, await readFile(join(folder, name + encoding.ending)))
    }
    files.set(urlPrefix + name.split(sep).map(encodeURIComponent).join('/'), { contentType, packed })
  }
  return files
}
