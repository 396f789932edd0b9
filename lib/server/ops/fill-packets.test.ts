import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fillPackets } from './fill-packets'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

describe('fillPackets', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  /** Asks for a page that is written so. */
  async function ask(write: (response: ServerResponse) => Promise<void>): Promise<Socket> {
    const server = createServer((_, response) => {
      fillPackets(response)
      void write(response)
    })
    servers.push(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('The server does not listen')
    const socket = connect(address.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET / HTTP/1.1\r\nHost: earshot\r\nConnection: close\r\n\r\n')
    return socket
  }

  it('has a page that is written in pieces leave as one', async () => {
    const socket = await ask(async (response) => {
      response.writeHead(200)
      for (const piece of ['one ', 'two ', 'three ']) {
        response.write(piece)
        await nextTurn()
      }
      response.end('four')
    })
    const pieces: string[] = []
    socket.on('data', (piece) => pieces.push(String(piece)))
    await once(socket, 'close')
    expect(pieces).toHaveLength(1)
    expect(pieces[0]).toMatch(/^HTTP\/1\.1 200[\s\S]*one [\s\S]*four/)
  })

  it('sends what there is of a page that takes longer', async () => {
    const socket = await ask(async (response) => {
      response.write('the beginning')
    })
    const [piece]: unknown[] = await once(socket, 'data')
    expect(String(piece)).toContain('the beginning')
    socket.destroy()
  })
})
