import { rm } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { assembleImage } from '@/e2e/fixtures/assemble-image'
import { EarshotServer, findOwnPlace } from '@/e2e/fixtures/earshot-server'
import { test, WAITING } from '@/e2e/fixtures/test'

const WITHOUT_MEDIA = { mic: '0', camera: '0' }

test(
  'a server runs on what the image is given, and serves all of it',
  WAITING,
  async ({ newPerson, room }) => {
    const directory = await assembleImage()
    const server = await EarshotServer.start({}, { ...(await findOwnPlace()), directory })
    try {
      const ann = await newPerson('Ann', server)
      await ann.enterLobby(room, WITHOUT_MEDIA)
      await ann.call()
      for (const path of [
        '/',
        '/doctor',
        '/healthz',
        '/readyz',
        '/service-worker.js',
        '/manifest.webmanifest',
      ]) {
        expect([path, (await fetch(`${server.origin}${path}`)).status]).toEqual([path, 200])
      }
      const chinese = await fetch(`${server.origin}/${room}`, { headers: { 'accept-language': 'zh-CN' } })
      expect(await chinese.text()).toContain('lang="zh-CN"')
    } finally {
      await server.stop()
      await rm(directory, { recursive: true })
    }
  },
)
