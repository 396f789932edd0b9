/** One entry of a device menu. */
export interface MediaDeviceChoice {
  readonly id: string
  /** Empty until the person has granted access. */
  readonly label: string
}

/** What there is to choose from. Each list keeps its identity as long as its contents do. */
export interface DeviceChoices {
  readonly microphones: readonly MediaDeviceChoice[]
  readonly cameras: readonly MediaDeviceChoice[]
  /** Where sound can be played; empty where the browser does not tell. */
  readonly speakers: readonly MediaDeviceChoice[]
}

/**
 * Owns the knowledge of which devices there are. Looks again at each `devicechange` and at `refresh()`:
 * one look at a time, and a change during a look brings another after it, so that the last event of a burst is never lost.
 */
export class DeviceList {
  private readonly source: MediaDevices | undefined
  private readonly onChange: () => void
  private readonly listeners = new AbortController()
  private choices: DeviceChoices = { microphones: [], cameras: [], speakers: [] }
  private isLooking = false
  private isStale = false

  constructor(source: MediaDevices | undefined, onChange: () => void) {
    this.source = source
    this.onChange = onChange
    source?.addEventListener('devicechange', () => this.refresh(), { signal: this.listeners.signal })
  }

  getChoices(): DeviceChoices {
    return this.choices
  }

  /** Looks again: labels and ids come with the person's permission, which has no event of its own. */
  refresh(): void {
    this.isStale = true
    if (!this.isLooking) void this.look()
  }

  close(): void {
    this.listeners.abort()
  }

  private async look(): Promise<void> {
    const { source } = this
    if (source === undefined) return
    this.isLooking = true
    while (this.isStale && !this.listeners.signal.aborted) {
      this.isStale = false
      // A refusal to list devices (a policy) leaves the menus as they were; capturing works without them.
      const devices = await source.enumerateDevices().catch(() => null)
      if (devices !== null && !this.listeners.signal.aborted) this.take(devices)
    }
    this.isLooking = false
  }

  private take(devices: readonly MediaDeviceInfo[]): void {
    const microphones = keepIfEqual(this.choices.microphones, listKind(devices, 'audioinput'))
    const cameras = keepIfEqual(this.choices.cameras, listKind(devices, 'videoinput'))
    const speakers = keepIfEqual(this.choices.speakers, listKind(devices, 'audiooutput'))
    const before = this.choices
    const isSame =
      microphones === before.microphones && cameras === before.cameras && speakers === before.speakers
    if (isSame) return
    this.choices = { microphones, cameras, speakers }
    this.onChange()
  }
}

function listKind(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): readonly MediaDeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind)
    .map((device) => ({ id: device.deviceId, label: device.label }))
}

function keepIfEqual(
  previous: readonly MediaDeviceChoice[],
  next: readonly MediaDeviceChoice[],
): readonly MediaDeviceChoice[] {
  const isEqual =
    previous.length === next.length &&
    previous.every((choice, index) => choice.id === next[index]?.id && choice.label === next[index]?.label)
  return isEqual ? previous : next
}
