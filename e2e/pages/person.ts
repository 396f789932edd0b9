import { expect, type Locator, type Page } from '@playwright/test'
import { type LinkPath, readLinkPath } from '@/e2e/fixtures/link-path'
import { type ReceivedMedia, readReceivedMedia } from '@/e2e/fixtures/media-probe'

const FIGURES = ['framesDecoded', 'framesShown', 'audioEnergy'] as const

/** By how much figures must rise. */
type Rise = Readonly<Partial<Record<(typeof FIGURES)[number], number>>>

/** Enough that a stuck first frame is not taken for a running picture: a second of the tests' camera. */
const RUNNING_PICTURE: Rise = { framesDecoded: 10, framesShown: 10 }

/** The fake microphone beeps once a second. */
const RUNNING_SOUND: Rise = { audioEnergy: 0 }

/** Two cores carry the browsers, their encoders and the server. */
const PATIENCE_MS = 30_000

/** How often to look, in milliseconds: Playwright's own steps grow to a second, which hundreds of waits make minutes. */
const LOOKS = [100]

/** Long enough to hold a syllable and the pause behind it. */
const LISTENING_SECONDS = 0.5
const SILENCE_DB = -91

/** One person at one page, seen and used by role and name as a person would. */
export class Person {
  readonly page: Page
  readonly name: string

  constructor(page: Page, name: string) {
    this.page = page
    this.name = name
  }

  readonly callButton = () => this.page.getByRole('button', { name: 'Call', exact: true })
  readonly hangUpButton = () => this.page.getByRole('button', { name: 'Hang up' })
  readonly offers = () => this.page.getByRole('list', { name: 'Offers' })
  readonly answerButton = (name: string) =>
    this.page.getByRole('button', { name: `Answer ${name}`, exact: true })
  readonly declineButton = (name: string) =>
    this.page.getByRole('button', { name: `Decline ${name}`, exact: true })
  readonly button = (name: string) => this.page.getByRole('button', { name, exact: true })
  readonly notice = (code: string) => this.page.locator(`[data-code="${code}"]`)
  /** The tile of another participant. */
  readonly tile = (name: string) => this.page.getByRole('group', { name, exact: true })
  readonly video = (name: string) => this.tile(name).getByTestId('remote-video')
  /** The screen that another participant shares. */
  readonly screen = (name: string) =>
    this.page.getByRole('group', { name: `${name}'s screen` }).getByTestId('remote-screen')
  readonly ownVideo = () => this.page.getByTestId('local-video')

  /** @param room its name, with the fragment behind it where the link has a key */
  async visit(room: string, query: Readonly<Record<string, string>> = {}): Promise<void> {
    const [name = '', fragment] = room.split('#')
    const search = new URLSearchParams({ name: this.name, ...query })
    await this.page.goto(`/${name}?${search}${fragment === undefined ? '' : `#${fragment}`}`)
  }

  /** Into the lobby, far enough that the server knows of us. */
  async enterLobby(room: string, query?: Readonly<Record<string, string>>): Promise<void> {
    await this.visit(room, query)
    await expect(this.callButton()).toBeEnabled()
  }

  async call(): Promise<void> {
    await this.callButton().click()
    await expect(this.hangUpButton()).toBeVisible()
  }

  async answer(name: string): Promise<void> {
    await this.answerButton(name).click()
    await expect(this.hangUpButton()).toBeVisible()
  }

  /** @returns when the click came to the page, in milliseconds since the epoch */
  clickAnswer(name: string): Promise<number> {
    return this.timeOfClick(() => this.answer(name))
  }

  /** @returns when the first click of this act came to the page, in milliseconds since the epoch */
  async timeOfClick(act: () => Promise<void>): Promise<number> {
    const noted = await this.page.evaluateHandle(() => {
      const at = new Promise<number>((resolve) => {
        const note = () => resolve(performance.timeOrigin + performance.now())
        document.addEventListener('click', note, { capture: true, once: true })
      })
      return { at }
    })
    await act()
    return noted.evaluate(({ at }) => at)
  }

  /** From now on media goes through the relay or not at all. */
  async hideAddress(): Promise<void> {
    await this.button('Settings').click()
    await this.page.getByRole('switch', { name: 'Hide my IP address' }).check()
    await this.button('Close').click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }

  async hangUp(): Promise<void> {
    await this.hangUpButton().click()
    await expect(this.hangUpButton()).toBeHidden()
  }

  /** Out of the call and back in the lobby, as somebody who has just come. */
  async startOver(): Promise<void> {
    await this.hangUp()
    await this.button('Return').click()
    await expect(this.callButton()).toBeEnabled()
  }

  /** @returns the words of the safety code with somebody, once the screen shows it */
  async readSafetyCode(name: string): Promise<string> {
    await this.button('People').click()
    const code = this.page.getByRole('dialog').getByTestId('safety-code')
    await expect(code).toHaveAttribute('aria-label', new RegExp(name))
    const words = await code.getByRole('listitem').allInnerTexts()
    await this.button('Close').click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
    return words.map((word) => word.replaceAll('\n', ' ')).join(' · ')
  }

  async expectNoSafetyCode(): Promise<void> {
    await this.button('People').click()
    await expect(this.page.getByRole('dialog').getByRole('listitem')).not.toHaveCount(0)
    await expect(this.page.getByRole('dialog').getByTestId('safety-code')).toHaveCount(0)
    await this.button('Close').click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }

  /** Proves that an alert with this code shows, and that it names somebody. */
  async expectAlert(code: string, name: string): Promise<void> {
    const alert = this.page.getByRole('alert').and(this.notice(code))
    await expect(alert.first()).toContainText(name)
  }

  async received(name: string): Promise<ReceivedMedia> {
    return this.video(name).evaluate(readReceivedMedia)
  }

  /** The way that media from the other takes; null before it has one. */
  async linkPath(name: string): Promise<LinkPath | null> {
    return this.video(name).evaluate(readLinkPath)
  }

  /** Proves that this person sees moving pictures of the other: decoded and shown frames rise. */
  async expectPictureOf(name: string): Promise<void> {
    await expectRising(this.video(name), RUNNING_PICTURE)
  }

  /** Proves that this person sees the other's screen: decoded frames rise. */
  async expectScreenOf(name: string): Promise<void> {
    const screen = this.screen(name)
    await expect(screen).toBeVisible()
    const framesDecoded = async () => (await screen.evaluate(readReceivedMedia)).framesDecoded
    await expect.poll(framesDecoded, { intervals: LOOKS }).toBeGreaterThan(5)
  }

  /** Proves that this person hears the other: the energy of what was played rises. */
  async expectSoundOf(name: string): Promise<void> {
    await expectRising(this.video(name), RUNNING_SOUND)
  }

  /** @returns how loud the other is from now on for half a second, in decibels against full scale; −91 is digital silence */
  async loudnessOf(name: string): Promise<number> {
    const before = await this.received(name)
    let after = before
    const listen = async () => {
      after = await this.received(name)
      return after.audioSeconds - before.audioSeconds
    }
    await expect.poll(listen, { intervals: [500, 100] }).toBeGreaterThan(LISTENING_SECONDS)
    const meanSquare = (after.audioEnergy - before.audioEnergy) / (after.audioSeconds - before.audioSeconds)
    return Math.max(SILENCE_DB, 10 * Math.log10(meanSquare))
  }

  async expectCallWith(name: string): Promise<void> {
    await expect(this.tile(name)).toBeVisible()
    await expectRising(this.video(name), { ...RUNNING_PICTURE, ...RUNNING_SOUND })
  }

  /** How many of the devices that this page ever opened are still open. */
  async openDevices(): Promise<number> {
    return this.page.evaluate(
      () => [...window.earshotProbe.captured].filter((track) => track.readyState === 'live').length,
    )
  }

  /** The identity of the device that is open; undefined while none is. */
  async deviceInUse(kind: 'audio' | 'video'): Promise<string | undefined> {
    return this.page.evaluate(
      (wanted) =>
        [...window.earshotProbe.captured]
          .find((track) => track.kind === wanted && track.readyState === 'live')
          ?.getSettings().deviceId,
      kind,
    )
  }

  /** How many peer connections this page has ever made. */
  async connectionsEverMade(): Promise<number> {
    return this.page.evaluate(() => window.earshotProbe.connections.size)
  }

  /** How many peer connections of this page have ever been connected. */
  async connectionsEverUp(): Promise<number> {
    return this.page.evaluate(() => window.earshotProbe.connectedAt.size)
  }

  /** Signaling states of the connections that have or had a peer; a standing offer is nobody's yet. */
  async linkSignalingStates(): Promise<RTCSignalingState[]> {
    return this.page.evaluate(() =>
      [...window.earshotProbe.connections]
        .filter((one) => one.signalingState !== 'closed' && one.remoteDescription !== null)
        .map((one) => one.signalingState),
    )
  }

  /** How many packets of sound and pictures have come over the peer connections of this page that are not closed. */
  async packetsReceived(): Promise<number> {
    return this.page.evaluate(async () => {
      const reports = await Promise.all(
        [...window.earshotProbe.connections]
          .filter((one) => one.signalingState !== 'closed')
          .map((one) => one.getStats()),
      )
      return reports
        .flatMap((report) => [...report.values()])
        .reduce((sum, entry) => sum + (entry.type === 'inbound-rtp' ? (entry.packetsReceived ?? 0) : 0), 0)
    })
  }

  /** How many peer connections of this page are not closed. */
  async openConnections(): Promise<number> {
    return this.page.evaluate(
      () => [...window.earshotProbe.connections].filter((one) => one.signalingState !== 'closed').length,
    )
  }
}

/** Waits until each of these figures is above what it is now by more than it says. */
async function expectRising(video: Locator, rise: Rise): Promise<void> {
  await expect(video).toBeAttached()
  const before = await video.evaluate(readReceivedMedia)
  const findStill = async () => {
    const now = await video.evaluate(readReceivedMedia)
    return FIGURES.filter((figure) => {
      const by = rise[figure]
      return by !== undefined && now[figure] <= before[figure] + by
    })
  }
  await expect
    .poll(findStill, { message: 'figures that do not rise', intervals: LOOKS, timeout: PATIENCE_MS })
    .toEqual([])
}
