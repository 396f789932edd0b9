import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS, withInterfacesAlone } from '@/e2e/fixtures/chromium-arguments'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { installPageMarks } from './page-marks'
import { type Machine, WideNetwork } from './wide-network'

const SERVER_PORT = 3000
const ADDRESSES = {
  caller: '203.0.113.1',
  answerer: '203.0.113.2',
  instant: '203.0.113.8',
  plain: '203.0.113.9',
}
/** Where the answerer's machine turns up after its network has changed. */
const OTHER_ADDRESS = '203.0.113.3'

export type Side = 'caller' | 'answerer'
export type ServerKind = 'instant' | 'plain'

/** Where calls are measured: two browsers and two servers, one that lets answers be instant and one that does not. */
export interface Place {
  readonly name: string
  readonly servers: Readonly<Record<ServerKind, EarshotServer>>
  /** A page in a browser of its own cache, at a server. */
  openPage(side: Side, kind: ServerKind): Promise<Page>
  /** The answerer's machine gets another address; null where it cannot. */
  readonly changePath: (() => Promise<void>) | null
  close(): Promise<void>
}

const SETTINGS: Readonly<Record<ServerKind, Readonly<Record<string, string>>>> = {
  instant: { EARSHOT_INSTANT_ANSWER: '1' },
  plain: { EARSHOT_INSTANT_ANSWER: '0' },
}

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

async function openPageIn(browser: Browser, server: EarshotServer): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: server.origin,
    permissions: ['camera', 'microphone'],
    locale: 'en-GB',
  })
  await context.addInitScript(installPageMarks)
  return context.newPage()
}

/** This machine by itself: no way takes any time. */
export async function openLoopback(): Promise<Place> {
  const [instant, plain] = await Promise.all([
    EarshotServer.start(SETTINGS.instant),
    EarshotServer.start(SETTINGS.plain),
  ])
  const servers = { instant, plain }
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] })
  return {
    name: 'loopback',
    servers,
    openPage: (_, kind) => openPageIn(browser, servers[kind]),
    changePath: null,
    close: async () => {
      await browser.close()
      await Promise.all([instant.stop(), plain.stop()])
    },
  }
}

/** Machines of their own, each at the end of a line, so that every round trip takes 100 ms. Needs root. */
export async function openWide(): Promise<Place> {
  const network = await WideNetwork.open()
  const startServer = async (kind: ServerKind) => {
    const { address: host, namespace } = await network.connect(kind, ADDRESSES[kind])
    const { commandPrefix } = namespace
    return EarshotServer.start(SETTINGS[kind], { host, port: SERVER_PORT, commandPrefix })
  }
  const servers = { instant: await startServer('instant'), plain: await startServer('plain') }
  const origins = Object.values(servers).map(({ origin }) => origin)
  const machines = {
    caller: await network.connect('caller', ADDRESSES.caller),
    answerer: await network.connect('answerer', ADDRESSES.answerer),
  }
  const launch = ({ namespace }: Machine) =>
    chromium.launch({
      executablePath: join(process.cwd(), 'e2e', 'lab', 'in-namespace.sh'),
      args: [
        ...withInterfacesAlone(CHROMIUM_ARGUMENTS),
        `--unsafely-treat-insecure-origin-as-secure=${origins.join(',')}`,
      ],
      env: { ...process.env, EARSHOT_LAB_NAMESPACE: namespace.name, EARSHOT_LAB_CHROMIUM: executablePath },
    })
  const browsers = { caller: await launch(machines.caller), answerer: await launch(machines.answerer) }
  return {
    name: '100 ms round trips',
    servers,
    openPage: (side, kind) => openPageIn(browsers[side], servers[kind]),
    changePath: () => {
      const { answerer } = machines
      const isElsewhere = answerer.address === OTHER_ADDRESS
      return network.move(answerer, isElsewhere ? ADDRESSES.answerer : OTHER_ADDRESS)
    },
    close: async () => {
      await Promise.all(Object.values(browsers).map((browser) => browser.close()))
      await Promise.all(Object.values(servers).map((server) => server.stop()))
      await network.close()
    },
  }
}
