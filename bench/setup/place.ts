import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS } from '@/e2e/fixtures/chromium-arguments'
import { EarshotServer } from '@/e2e/fixtures/earshot-server'
import { ownLabPrefix } from '@/e2e/lab/lab-prefix'
import { Line } from '@/e2e/lab/line'
import { NetworkNamespace } from '@/e2e/lab/network-namespace'
import { installPageMarks } from './page-marks'

/** Round trips of the emulated network: twice the way over two lines. */
const LINE_DELAY_MS = 25
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

/** Machines in namespaces of their own, each at the end of a line, so that every round trip takes 100 ms. Needs root. */
export async function openWideNetwork(): Promise<Place> {
  await NetworkNamespace.sweep()
  const prefix = `${ownLabPrefix()}-bench`
  const hub = await NetworkNamespace.create(`${prefix}-hub`)
  await hub.enableForwarding()
  const lines: Line[] = []
  const connect = async (name: string, address: string, delayMs: number) => {
    const namespace = await NetworkNamespace.create(`${prefix}-${name}`)
    const line = await Line.lay(
      { namespace, device: 'wan0' },
      { namespace: hub, device: name },
      join(process.cwd(), 'e2e', 'lab', 'line.py'),
    )
    lines.push(line)
    await line.set({ delay: delayMs })
    await namespace.ip([
      `address add ${address}/32 dev wan0`,
      'link set wan0 up mtu 1500',
      'route add default dev wan0',
    ])
    await hub.ip([`link set ${name} up mtu 1500`, `route add ${address}/32 dev ${name}`])
    return namespace
  }
  const startServer = async (kind: ServerKind) => {
    const namespace = await connect(kind, ADDRESSES[kind], LINE_DELAY_MS)
    const { commandPrefix } = namespace
    return EarshotServer.start(SETTINGS[kind], { host: ADDRESSES[kind], port: SERVER_PORT, commandPrefix })
  }
  const servers = { instant: await startServer('instant'), plain: await startServer('plain') }
  const origins = Object.values(servers).map(({ origin }) => origin)
  const namespaces = {
    caller: await connect('caller', ADDRESSES.caller, LINE_DELAY_MS),
    answerer: await connect('answerer', ADDRESSES.answerer, LINE_DELAY_MS),
  }
  const launch = ({ name }: NetworkNamespace) =>
    chromium.launch({
      executablePath: join(process.cwd(), 'e2e', 'lab', 'in-namespace.sh'),
      args: [...CHROMIUM_ARGUMENTS, `--unsafely-treat-insecure-origin-as-secure=${origins.join(',')}`],
      env: { ...process.env, EARSHOT_LAB_NAMESPACE: name, EARSHOT_LAB_CHROMIUM: executablePath },
    })
  const browsers = { caller: await launch(namespaces.caller), answerer: await launch(namespaces.answerer) }
  let address = ADDRESSES.answerer
  return {
    name: '100 ms round trips',
    servers,
    openPage: (side, kind) => openPageIn(browsers[side], servers[kind]),
    changePath: async () => {
      const next = address === OTHER_ADDRESS ? ADDRESSES.answerer : OTHER_ADDRESS
      await hub.ip([`route del ${address}/32 dev answerer`, `route add ${next}/32 dev answerer`])
      await namespaces.answerer.ip([
        `address del ${address}/32 dev wan0`,
        `address add ${next}/32 dev wan0`,
        'route replace default dev wan0',
      ])
      address = next
    },
    close: async () => {
      await Promise.all(Object.values(browsers).map((browser) => browser.close()))
      await Promise.all(Object.values(servers).map((server) => server.stop()))
      await Promise.all(lines.map((line) => line.close()))
      await NetworkNamespace.sweep()
      await Promise.all([hub, ...Object.values(namespaces)].map((namespace) => namespace.remove()))
    },
  }
}
