import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoding, loadStaticFiles } from './static-files'

const SCRIPT = 'console.log("earshot");'.repeat(50)

describe('chooseEncoding', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.000', null],
    ['brotli', null],
    ['identity', null],
    ['', null],
    [undefined, null],
  ])('of %j takes %j', (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding)
  })
})

describe('loadStaticFiles', () => {
  let folder: string
  let server: Server
  let origin: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-static-'))
    await mkdir(join(folder, 'chunks'))
    await writeFile(join(folder, 'chunks', 'a.js'), SCRIPT)
    await writeFile(join(folder, 'secret.txt'), 'secret')
    await writeFile(join(folder, 'chunks', 'a.js.br'), brotliCompressSync(SCRIPT))
    await writeFile(join(folder, 'chunks', 'a.js.gz'), gzipSync(SCRIPT))
    await writeFile(join(folder, 'secret.txt.br'), brotliCompressSync('secret'))
    const serve = await loadStaticFiles(folder, '/s/')
    server = createServer((request, response) => {
      if (!serve(request, response)) response.writeHead(418).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port')
    origin = `http://127.0.0.1:${address.port}`
  })

  afterAll(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })

  const ask = (path: string, encoding: string, method = 'GET') =>
    fetch(origin + path, { method, headers: { 'accept-encoding': encoding } })

  it.each(['br', 'gzip'])('serves what the build packed by %s', async (encoding) => {
    const response = await ask('/s/chunks/a.js?v=1', encoding)
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(Number(response.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 5)
    expect(await response.text()).toBe(SCRIPT)
  })

  it.each([
    ['/s/chunks/a.js', 'identity', 'GET'],
    ['/s/chunks/a.js', 'br', 'POST'],
    ['/s/chunks/a.js.br', 'br', 'GET'],
    ['/s/secret.txt', 'br', 'GET'],
    ['/s/chunks/../secret.txt', 'br', 'GET'],
    ['/s/%2e%2e/a.js', 'br', 'GET'],
    ['/chunks/a.js', 'br', 'GET'],
  ])('leaves %s (%s, %s) to others', async (path, encoding, method) => {
    expect((await ask(path, encoding, method)).status).toBe(418)
  })
})
